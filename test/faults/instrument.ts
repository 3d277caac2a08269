// Writes the runtime anew, with a call at the head of each function that says its name. Not done in the process that is updated: what
// TypeScript brings into its heap would be searched at every update of a class.
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import ts from "typescript";
import { projectFolder } from "../harness/imports.ts";

/** They run for the program all the time, or before and after an update; their failing is no step of one. */
const OTHERS =
  /^(control|contract|messages|handover)\/|(^|\/)(index|handle|internal|storm|cursor|async-cursor|patterns|resources|property-key|registry|slots|weak-group|state|define|pending|save)\./;

/** Files whose functions are no steps of an update are left out. */
export function writeInstrumented(folder: string): void {
  const runtime = join(projectFolder, "dist", "runtime");
  for (const file of globSync("**/*.js", { cwd: runtime })) {
    if (OTHERS.test(file)) continue;
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, withSteps(readFileSync(join(runtime, file), "utf8"), basename(file, ".js")));
  }
}

/** Every function of a file says its name when it is entered. */
function withSteps(source: string, file: string): string {
  const edits: { readonly at: number; readonly text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
      const call = `globalThis.step(${JSON.stringify(`${file}.${nameOf(node)}`)})`;
      if (ts.isBlock(node.body)) edits.push({ at: node.body.getStart() + 1, text: `${call};` });
      else edits.push({ at: node.body.getStart(), text: `(${call}, ` }, { at: node.body.getEnd(), text: ")" });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  edits.sort((a, b) => a.at - b.at);
  return edits.reduceRight((text, { at, text: added }) => text.slice(0, at) + added + text.slice(at), source);
}

function nameOf(node: ts.Node): string {
  if (ts.isConstructorDeclaration(node)) return `${node.parent.name?.text ?? ""} constructor`;
  const named = [node, node.parent].find((n) => "name" in n && n.name !== undefined) as { readonly name: ts.Node } | undefined;
  if (named !== undefined) return named.name.getText();
  const outer = ts.findAncestor(node.parent, (n) => ts.isFunctionLike(n));
  return `${outer === undefined ? "" : nameOf(outer)}/function`;
}
