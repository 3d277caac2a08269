// The classes of a source file that no other file can extend.
import ts from "typescript";

export class OwnClasses {
  readonly #sourceFile: ts.SourceFile;
  readonly #exported: ReadonlySet<ts.Symbol> | undefined;

  constructor(sourceFile: ts.SourceFile, checker: ts.TypeChecker) {
    this.#sourceFile = sourceFile;
    const module = checker.getSymbolAtLocation(sourceFile);
    const resolve = (symbol: ts.Symbol): ts.Symbol =>
      (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
    this.#exported = module && new Set(checker.getExportsOfModule(module).map(resolve));
  }

  /** Whether a method is declared by nothing but classes of this file that it does not export. */
  haveMethod({ flags, declarations = [] }: ts.Symbol): boolean {
    if ((flags & ts.SymbolFlags.Method) === 0 || this.#exported === undefined || declarations.length === 0) return false;
    return declarations.every((d) => ts.isClassLike(d.parent) && this.#isOwn(d.parent) && !isDecorated(d) && !isDecorated(d.parent));
  }

  #isOwn(node: ts.ClassLikeDeclaration): boolean {
    const { symbol } = node as { readonly symbol?: ts.Symbol };
    return node.getSourceFile() === this.#sourceFile && symbol !== undefined && this.#exported?.has(symbol) === false;
  }
}

/** A decorator may put another function in the place of a method. */
const isDecorated = (node: ts.Node): boolean => ts.canHaveDecorators(node) && (ts.getDecorators(node) ?? []).length > 0;
