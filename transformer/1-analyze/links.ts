// Which names of the module code mentions: relocated code is linked with them.
import ts from "typescript";
import type { FunctionNode } from "../syntax/nodes.js";
import type { Binding, ScopeAnalysis } from "./scopes.js";

/** Sorted by name. */
export interface Links {
  /** Names that always stand for the same value. */
  readonly constants: readonly string[];
  /** Names that may change: reached through a reference. */
  readonly references: readonly string[];
}

/** What CommonJS gives to a module beside the globals. */
const COMMONJS = new Set(["require", "module", "exports", "__filename", "__dirname"]);

export class ModuleLinks {
  readonly #scopes: ScopeAnalysis;
  readonly #isLive: (binding: Binding) => boolean;
  readonly #isCommonJs: boolean;
  readonly #names = new Map<FunctionNode, Names>();

  constructor(file: ts.SourceFile, scopes: ScopeAnalysis, isLive: (binding: Binding) => boolean) {
    this.#scopes = scopes;
    this.#isLive = isLive;
    this.#isCommonJs = !ts.isExternalModule(file);
    for (const binding of scopes.module.bindings.values())
      for (const { owner } of binding.references) this.#note(owner, (names) => this.#add(names, binding));
    if (!this.#isCommonJs) return;
    for (const [owner, names] of scopes.globalUses)
      for (const name of names) if (COMMONJS.has(name)) this.#note(owner, ({ constants }) => constants.add(name));
  }

  /** What a function mentions, itself or in functions inside it. */
  of(fn: FunctionNode): Links {
    return toLinks(this.#names.get(fn) ?? newNames());
  }

  within(nodes: readonly ts.Node[]): Links {
    const names = newNames();
    const visit = (node: ts.Node): void => {
      const binding = ts.isIdentifier(node) ? this.#scopes.bindingOf.get(node) : undefined;
      if (binding !== undefined) this.#add(names, binding);
      else if (this.#isCommonJs && ts.isIdentifier(node) && COMMONJS.has(node.text) && isFreeName(node)) names.constants.add(node.text);
      ts.forEachChild(node, visit);
    };
    for (const node of nodes) visit(node);
    return toLinks(names);
  }

  #note(owner: FunctionNode | undefined, add: (names: Names) => void): void {
    for (let fn = owner; fn !== undefined; fn = this.#scopes.parentOf.get(fn)) {
      const names = this.#names.get(fn) ?? newNames();
      this.#names.set(fn, names);
      add(names);
    }
  }

  #add(names: Names, binding: Binding): void {
    if (binding.scope.parent === undefined) (this.#isLive(binding) ? names.references : names.constants).add(binding.name);
  }
}

interface Names {
  readonly constants: Set<string>;
  readonly references: Set<string>;
}

const newNames = (): Names => ({ constants: new Set(), references: new Set() });
const toLinks = ({ constants, references }: Names): Links => ({ constants: [...constants].sort(), references: [...references].sort() });

const isFreeName = (node: ts.Identifier): boolean =>
  !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) && !ts.isPropertyAssignment(node.parent);
