// Rewrites what no saved frame can hold half-finished into simpler JavaScript that does the same; everything else keeps its text.
//
// Intermediate values get names (`$o1` …) that a saved frame keeps like any operand. What is written anew is made of calls, assignments,
// `?:` and commas, so that the phases behind this one know nothing of chains, tags and patterns.
import type { Text } from "../text/text.js";
import { rewriteCall } from "./calls.js";
import { rewriteChain } from "./chains.js";
import { rewriteClass } from "./classes.js";
import { rewriteDeletion } from "./deletions.js";
import { rewriteAssignment, rewriteCatch, rewriteLoopHead, rewriteParameters, rewriteVariables } from "./destructuring.js";
import type { SimplifyInput } from "./input.js";
import { rewriteResources } from "./resources.js";
import { Rewriter } from "./rewriter.js";
import { rewriteSwitch } from "./switches.js";
import { rewriteTemplate } from "./templates.js";

export type { SimplifyInput } from "./input.js";

const rules = [
  rewriteTemplate,
  rewriteDeletion,
  rewriteChain,
  rewriteCall,
  rewriteSwitch,
  rewriteVariables,
  rewriteAssignment,
  rewriteLoopHead,
  rewriteCatch,
  rewriteParameters,
  rewriteResources,
  rewriteClass,
];

/** The file's new text; undefined where nothing has to change. */
export function simplify(input: SimplifyInput): Text | undefined {
  const rewriter = new Rewriter(input, rules);
  const text = rewriter.print(input.file);
  return rewriter.hasChanged ? text : undefined;
}
