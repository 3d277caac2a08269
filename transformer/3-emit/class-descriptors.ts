// Writes the descriptors of classes and their members.
import ts from "typescript";
import type { ClassDescriptor, MemberDescriptor } from "../../runtime/contract/build.js";
import type { ClassInfo, MemberInfo } from "../1-analyze/classes.js";
import { digest } from "../text/digest.js";
import type { DescriptorInput } from "./descriptor-input.js";
import { isLiteral } from "./literals.js";

export function describeClass(info: ClassInfo, input: DescriptorInput): ClassDescriptor {
  return {
    id: info.id,
    index: info.index,
    ...(info.variable === undefined ? {} : { variable: info.variable }),
    ...(info.isDecorated ? { isDecorated: true as const } : {}),
    ...(info.hasDecorations ? { hasDecorations: true as const } : {}),
    ...(info.base === undefined ? {} : { base: input.texts.of(info.base), ...(info.isBaseNamed ? { isBaseNamed: true as const } : {}) }),
    ...(info.construct === undefined ? {} : { construct: info.construct.index }),
    slots: input.slotsOf(info),
    members: info.members.map((member) => describeMember(member, info, input)),
    ...(info.loweredNames.length === 0 ? {} : { loweredNames: info.loweredNames }),
    place: input.origins.placeOf(info.node),
  };
}

function describeMember(member: MemberInfo, { node: home }: ClassInfo, input: DescriptorInput): MemberDescriptor {
  const { node, name, kind, initial, value } = member;
  const field = kind === "field" ? input.origins.fieldOf(home, name, member.static) : undefined;
  const shown = value ?? (ts.isPropertyDeclaration(node) ? node.initializer : kind === "block" ? node : undefined);
  const key = member.unkeyed === true && ts.isClassElement(node) && node.name !== undefined ? input.texts.of(node.name) : "";
  return {
    name,
    kind,
    static: member.static,
    ...(member.function === undefined ? {} : { function: member.function.index }),
    ...(field === undefined ? {} : { type: field.type }),
    digest: digest(key + (shown === undefined ? "" : input.texts.of(shown))),
    ...(initial === undefined ? {} : { initial }),
    ...(shown === undefined ? {} : { uses: input.usesOf(shown) }),
    ...(field?.isReadonly === true ? { readonly: true as const } : {}),
    ...(value !== undefined && isLiteral(value) ? { literal: value.getText(input.lower.file) } : {}),
    ...(member.unkeyed === true ? { unkeyed: true as const } : {}),
    ...(member.assigned === true ? { assigned: true as const } : {}),
    place: input.origins.placeOf(node),
  };
}
