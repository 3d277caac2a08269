// Whether the code of two versions can run side by side: what one of them would see of the other's state.
import type { ClassPatch, ModulePatch, Patch } from "../contract/patch.js";
import type { ClassValue } from "../objects/live-class.js";
import type { History, ModuleHistory } from "../versions/history.js";

/** Names the first change of state that calls of the old version must not see; undefined where there is none. */
export function findConflict({ modules, changes }: Patch, history: History): string | undefined {
  for (const { what, code, name, old } of changes)
    if (what === "variable" && code === "TYPE_FITS")
      return `the type of \`${name}\`${old === undefined ? "" : ` (${old.file}:${old.line})`} changes, whose value both versions would share`;
  for (const module of modules) {
    const conflict = inModule(module, history.find(module.js));
    if (conflict !== undefined) return `${conflict} (${module.descriptor.source})`;
  }
  return undefined;
}

function inModule({ variables, exports, classes = [] }: ModulePatch, record: ModuleHistory | undefined): string | undefined {
  const converted = variables.find(({ action }) => action.kind === "convert");
  if (converted !== undefined) return `the value of \`${converted.name}\` is converted`;
  const known = record?.classes;
  for (const change of classes) {
    const conflict = inClass(change, known?.get(change.old)?.value);
    if (conflict !== undefined) return `class \`${change.new}\` ${conflict}`;
  }
  if (record === undefined || exports.length === 0) return undefined;
  const exported = record.module.read("exports") as object;
  const shared = exports.find((e) => e.exported in exported);
  return shared && `\`exports.${shared.exported}\` gets another value`;
}

function inClass({ members, base, instances }: ClassPatch, made: ClassValue | undefined): string | undefined {
  if (base !== undefined) return "extends another class";
  const [field] = instances?.fields ?? [];
  if (field !== undefined) return `has its field \`${field.name}\` ${field.kind}`;
  const member = members.find((changed) => made === undefined || !isNew(changed, made));
  return member && `has its member \`${member.name}\` ${member.action.kind === "delete" ? "removed" : "replaced"}`;
}

/** Whether code of the old version has no other member of that name. Computed names are not known here. */
function isNew({ name, static: isStatic, action }: ClassPatch["members"][number], made: ClassValue): boolean {
  const isCode = action.kind === "method" || action.kind === "accessor";
  return isCode && /^[\w$]/.test(name) && !(name in (isStatic ? made : made.prototype));
}
