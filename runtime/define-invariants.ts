// What a transformers file says holds together. `ts-updatable diff` writes its types and checks choices against it.

/** By a name of the author's own: classes, module variables and functions, as `"src/main.ts#Product"`. */
export type Invariants<Members extends string = string> = Readonly<Record<string, readonly Members[]>>;

/**
 * Says what holds together, so that no part of it may be seen new while another is old:
 *
 *     export const invariants = defineInvariants<Members>({
 *       stock: ["src/main.ts#Product", "src/main.ts#sites", "src/main.ts#move"],
 *     });
 *
 * A class stands for its objects and methods, a variable for its value and the functions that use it by name. `diff` refuses choices that
 * would take an invariant apart, such as objects that follow one by one; `apply` refuses policies that would.
 */
export function defineInvariants<Members extends string = string>(invariants: Invariants<Members>): Invariants<Members> {
  return invariants;
}
