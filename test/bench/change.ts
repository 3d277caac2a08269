// Makes another version of a program: the same work, but every function differs.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** `{ … }` becomes `{ void 0; … }`, and `=> value` becomes `=> { void 0; return value; }`. */
export function changeEveryFunction(text: string): string {
  const inserted: { readonly at: number; readonly text: string }[] = [];
  const visit = (node: ts.Node): void => {
    const body = ts.isFunctionLike(node) && "body" in node ? (node.body as ts.Node | undefined) : undefined;
    if (body !== undefined && ts.isBlock(body)) inserted.push({ at: body.getStart() + 1, text: "void 0;" });
    else if (body !== undefined) inserted.push({ at: body.getStart(), text: "{ void 0; return " }, { at: body.getEnd(), text: "; }" });
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("program.ts", text, ts.ScriptTarget.Latest, true));
  return inserted
    .sort((a, b) => b.at - a.at)
    .reduce((changed, { at, text: addition }) => changed.slice(0, at) + addition + changed.slice(at), text);
}

export function copyChanged(from: string, to: string, change: (text: string) => string): void {
  mkdirSync(to, { recursive: true });
  for (const file of readdirSync(from)) writeFileSync(join(to, file), change(readFileSync(join(from, file), "utf8")));
}
