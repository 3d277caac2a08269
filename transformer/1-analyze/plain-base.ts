// Whether the constructors of a base class run nothing of the program that an update could meet.
import ts from "typescript";

export const isStandardFile = (file: ts.SourceFile): boolean => /[/\\]typescript[/\\]lib[/\\]lib\.[\w.]+\.d\.ts$/.test(file.fileName);

/** What Node itself declares counts, too. */
export const isPlatformFile = (file: ts.SourceFile): boolean =>
  isStandardFile(file) || /[/\\]node_modules[/\\]@types[/\\]node[/\\]/.test(file.fileName);

/** @param given whether what is handed to the constructor may hold functions, which the standard library can call */
export function isPlainBase(node: ts.ClassLikeDeclaration, checker: ts.TypeChecker, given: "functions" | "values"): boolean {
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const [base] = clause?.types ?? [];
  if (base === undefined) return true;
  let symbol = checker.getSymbolAtLocation(base.expression);
  if (symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0) symbol = checker.getAliasedSymbol(symbol);
  const declarations = symbol?.declarations ?? [];
  if (declarations.length > 0 && declarations.every((d) => isStandardFile(d.getSourceFile()))) return given === "values";
  const [declaration] = declarations.filter(ts.isClassLike);
  if (declaration === undefined || declaration.getSourceFile().isDeclarationFile) return false;
  return isPlainClass(declaration, checker) && isPlainBase(declaration, checker, "functions");
}

function isPlainClass(node: ts.ClassLikeDeclaration, checker: ts.TypeChecker): boolean {
  const isCode = (member: ts.ClassElement): boolean =>
    ts.isConstructorDeclaration(member) ||
    (ts.isPropertyDeclaration(member) && (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) === 0);
  return !node.members.some((member) => isCode(member) && isActive(member, checker));
}

/** Whether code calls or loops; functions that it only makes do not count. */
function isActive(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isComputedPropertyName(node)) return false;
  if (ts.isIterationStatement(node, false) || ts.isTaggedTemplateExpression(node) || ts.isClassLike(node)) return true;
  const isCall = ts.isCallExpression(node) && node.expression.kind !== ts.SyntaxKind.SuperKeyword;
  if (isCall || ts.isNewExpression(node)) return !isEmptyCollection(node, checker);
  return ts.forEachChild(node, (child) => isActive(child, checker) || undefined) === true;
}

/** `new Map()` */
function isEmptyCollection(node: ts.CallExpression | ts.NewExpression, checker: ts.TypeChecker): boolean {
  const declarations = checker.getSymbolAtLocation(node.expression)?.declarations ?? [];
  const isStandard = declarations.length > 0 && declarations.every((d) => isStandardFile(d.getSourceFile()));
  return isStandard && ts.isNewExpression(node) && (node.arguments?.length ?? 0) === 0;
}
