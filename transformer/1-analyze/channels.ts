// Finds where a module opens channels, and what is posted on them.
import ts from "typescript";

const PACKAGE = "ts-updatable";

export interface OpenedChannel {
  readonly call: ts.CallExpression;
  /** Undefined where it is computed. */
  readonly name: string | undefined;
  /** What is posted. */
  readonly message: ts.Type;
}

/** Looks at the TypeScript source: `channel<Order>(port, "orders")`. */
export function findChannels(file: ts.SourceFile, checker: ts.TypeChecker): OpenedChannel[] {
  const found: OpenedChannel[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isChannel(node.expression, checker)) found.push(open(node, checker));
    ts.forEachChild(node, visit);
  };
  if (file.text.includes(`"${PACKAGE}"`) || file.text.includes(`'${PACKAGE}'`)) visit(file);
  return found;
}

function open(call: ts.CallExpression, checker: ts.TypeChecker): OpenedChannel {
  const [message = checker.getUnknownType()] = checker.getTypeArguments(checker.getTypeAtLocation(call) as ts.TypeReference);
  const [, name] = call.arguments;
  const type = name && checker.getTypeAtLocation(name);
  return { call, name: type?.isStringLiteral() === true ? type.value : undefined, message };
}

function isChannel(callee: ts.Expression, checker: ts.TypeChecker): boolean {
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text === "channel" && isImported(callee.expression, checker);
  if (!ts.isIdentifier(callee)) return false;
  const declaration = checker.getSymbolAtLocation(callee)?.declarations?.[0];
  return (
    declaration !== undefined &&
    ts.isImportSpecifier(declaration) &&
    (declaration.propertyName ?? declaration.name).text === "channel" &&
    isOurs(declaration.parent.parent.parent.moduleSpecifier)
  );
}

/** `import * as updatable from "ts-updatable"`, or with `= require`. */
function isImported(name: ts.Expression, checker: ts.TypeChecker): boolean {
  const declaration = ts.isIdentifier(name) ? checker.getSymbolAtLocation(name)?.declarations?.[0] : undefined;
  if (declaration === undefined) return false;
  if (ts.isNamespaceImport(declaration)) return isOurs(declaration.parent.parent.moduleSpecifier);
  return (
    ts.isImportEqualsDeclaration(declaration) &&
    ts.isExternalModuleReference(declaration.moduleReference) &&
    isOurs(declaration.moduleReference.expression)
  );
}

const isOurs = (specifier: ts.Expression): boolean => ts.isStringLiteral(specifier) && specifier.text === PACKAGE;
