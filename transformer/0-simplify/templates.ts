// Tagged templates: the object with their strings is the same at each evaluation, in whichever version of the code it happens.
import ts from "typescript";
import { digest } from "../text/digest.js";
import type { Text } from "../text/text.js";
import { isMember, printMethodCall } from "./calls.js";
import type { Rewriter } from "./rewriter.js";

/**
 * Source `` tag`a${f()}` ``, written `` tag($m.sites.s1 ??= $m.strings`a${0}`, f()) ``: an ordinary call, and a frame that is entered again
 * in other code finds the object that the program may have used as a key. (sample `tagged-templates`)
 */
export function rewriteTemplate(rw: Rewriter, node: ts.Node): Text | undefined {
  if (!ts.isTaggedTemplateExpression(node)) return undefined;
  const { tag, template } = node;
  const strings = printStrings(rw, template);
  const values = ts.isTemplateExpression(template) ? template.templateSpans.map((span) => rw.print(span.expression)) : [];
  const args = [strings, ...values];
  const call =
    isMember(tag) && isTagKept(rw, node, tag)
      ? printMethodCall(rw, tag, args)
      : [rw.print(tag), "(", args.map((arg, i) => [i === 0 ? "" : ", ", arg]), ")"];
  return isCallee(node) ? ["(", call, ")"] : call;
}

/** A callee like that of a call: asked as if the template were one. */
function isTagKept(
  rw: Rewriter,
  { template }: ts.TaggedTemplateExpression,
  tag: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): boolean {
  if (tag.expression.kind === ts.SyntaxKind.SuperKeyword) return false;
  const kind = rw.input.calleeOf(tag);
  return rw.update === "moving" && (kind === "accessor" || (kind === "changing" && rw.holdsPoint(template)));
}

/** `` new tag`x`() `` constructs what the tag returns. */
const isCallee = (node: ts.Node): boolean => ts.isNewExpression(node.parent) && node.parent.expression === node;

function printStrings(rw: Rewriter, template: ts.TemplateLiteral): Text {
  const [id, ordinal] = rw.newSite();
  const raw = ts.isNoSubstitutionTemplateLiteral(template)
    ? template.getText(rw.input.file)
    : [template.head, ...template.templateSpans.map((span) => span.literal)].map((part) => part.getText(rw.input.file)).join("0");
  const { module } = rw.input;
  return `${module}.sites.s${digest(`${id}\n${ordinal}\n${raw}`).slice(0, 16)} ??= ${module}.strings${raw}`;
}
