// Writes the descriptors of module variables.
import ts from "typescript";
import type { VariableDescriptor } from "../../runtime/contract/build.js";
import type { Binding } from "../1-analyze/scopes.js";
import { findFilling } from "../syntax/fillings.js";
import { isFunctionNode } from "../syntax/nodes.js";
import { digest } from "../text/digest.js";
import type { DescriptorInput } from "./descriptor-input.js";
import { isLiteral } from "./literals.js";

export function describeVariables(input: DescriptorInput): VariableDescriptor[] {
  const bindings = input.lower.scopes.module.bindings;
  const properties = input.moduleFormat === "cjs" ? input.lower.file.statements.flatMap((s) => describeProperty(s, input)) : [];
  return [
    ...[...bindings.values()].map((binding) => describeVariable(binding, input)),
    ...properties.filter(({ name }, index) => !bindings.has(name) && properties.findIndex((p) => p.name === name) === index),
  ];
}

/** `exports.users = new Map();` for `export const users = new Map();` */
function describeProperty(statement: ts.Statement, input: DescriptorInput): VariableDescriptor[] {
  const assignment = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  if (assignment === undefined || !ts.isBinaryExpression(assignment) || !ts.isPropertyAccessExpression(assignment.left)) return [];
  const { left, right, operatorToken } = assignment;
  const isExport = ts.isIdentifier(left.expression) && left.expression.text === "exports" && ts.isIdentifier(left.name);
  const type = isExport && operatorToken.kind === ts.SyntaxKind.EqualsToken ? input.origins.typeOf(left.name as ts.Identifier) : undefined;
  if (type === undefined || (ts.isIdentifier(right) && input.lower.scopes.bindingOf.has(right))) return [];
  const literal = isLiteral(right) ? right.getText(input.lower.file) : undefined;
  return [
    {
      name: left.name.text,
      kind: "property",
      digest: digest(input.texts.of(right)),
      place: input.origins.placeOf(left.name),
      type,
      ...(literal === undefined ? {} : { literal }),
    },
  ];
}

function describeVariable(binding: Binding, input: DescriptorInput): VariableDescriptor {
  const { declaration } = binding;
  const filling = enumerationFilling(binding, input);
  const initializer = ts.isVariableDeclaration(declaration.parent) ? declaration.parent.initializer : undefined;
  const shown = binding.kind === "class" || binding.kind === "function" ? declaration.parent : (initializer ?? declaration);
  // `const f = () => …` holds the same function whatever its body says: that is compared as a function.
  if (filling !== undefined) return { ...describeNamed(binding, input), kind: "enum", digest: digest(filling.getText(input.lower.file)) };
  const text = shown === initializer && isFunctionNode(shown) ? `ƒ ${shown.kind}` : input.texts.of(shown);
  const from = importSource(declaration);
  const literal = initializer !== undefined && isLiteral(initializer) ? initializer.getText(input.lower.file) : undefined;
  const held = input.classes.find((info) => info.variable === binding.name);
  return {
    ...describeNamed(binding, input),
    digest: digest(text),
    ...(literal === undefined ? {} : { literal }),
    ...(from === undefined ? {} : { from }),
    ...(initializer !== undefined && isRequired(initializer) ? { requires: true as const } : {}),
    ...(held === undefined ? {} : { class: held.index }),
    ...describeAlias(binding, input),
  };
}

function describeAlias({ name }: Binding, { classes }: DescriptorInput): Pick<VariableDescriptor, "aliasOf"> {
  const decorated = classes.find(({ alias }) => alias === name)?.variable;
  return decorated === undefined ? {} : { aliasOf: decorated };
}

function describeNamed(binding: Binding, input: DescriptorInput): Omit<VariableDescriptor, "digest"> {
  const { name, declaration } = binding;
  const type = input.origins.typeOf(declaration);
  return {
    name,
    kind: variableKind(binding, input),
    place: input.origins.placeOf(declaration),
    ...(input.variableUnits.has(name) ? { unit: input.variableUnits.get(name) ?? [] } : {}),
    ...(type === undefined ? {} : { type }),
  };
}

const enumerationFilling = ({ name, declaration }: Binding, input: DescriptorInput): ts.CallExpression | undefined =>
  input.origins.isEnumeration(declaration) ? findFilling(name, input.lower.file) : undefined;

/** `require("./a")`, also as TypeScript's helpers wrap it: `tslib_1.__importStar(require("./a"))`. */
function isRequired(node: ts.Expression): boolean {
  if (!ts.isCallExpression(node)) return false;
  const [argument] = node.arguments;
  if (ts.isIdentifier(node.expression) && node.expression.text === "require") return argument !== undefined && ts.isStringLiteral(argument);
  const helper = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  return ts.isIdentifier(helper) && /^__import(Default|Star)$/.test(helper.text) && argument !== undefined && isRequired(argument);
}

function variableKind(binding: Binding, input: DescriptorInput): VariableDescriptor["kind"] {
  if (binding.kind === "import" || binding.kind === "function" || binding.kind === "class") return binding.kind;
  return input.lower.isLive(binding) ? "cell" : "const";
}

function importSource(declaration: ts.Identifier): [string, string] | undefined {
  for (let at: ts.Node = declaration; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isImportDeclaration(at)) continue;
    const specifier = (at.moduleSpecifier as ts.StringLiteral).text;
    const { parent } = declaration;
    if (ts.isImportSpecifier(parent)) return [specifier, (parent.propertyName ?? parent.name).text];
    return [specifier, ts.isNamespaceImport(parent) ? "*" : "default"];
  }
  return undefined;
}
