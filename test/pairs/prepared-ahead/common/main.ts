import { createRequire } from "node:module";
import { answerLines } from "./ask.js";
import { near } from "./near.js";

/** What the helper thread calls. */
interface Control {
  deliver(json: string): string;
}

const require = createRequire(import.meta.url);
const control = (globalThis as unknown as Record<symbol, Control>)[Symbol.for("ts-updatable.control")] as Control;
const deliver = control.deliver.bind(control);
let [asked, loadsLate, late]: [string[], boolean, typeof import("./late.js") | undefined] = [[], false, undefined];

control.deliver = (json) => {
  const { kind } = JSON.parse(json) as { readonly kind: string };
  if (["prepare", "apply", "rollback"].includes(kind) && asked.at(-1) !== kind) asked.push(kind);
  if (kind === "apply" && loadsLate) late = require("./late.js") as typeof import("./late.js");
  return deliver(json);
};

function answer(line: string): string {
  if (line === "load late") loadsLate = true;
  if (line === "asked") return asked.splice(0).join(" ");
  return `${near()}, ${late?.late() ?? "not loaded"}`;
}

answerLines(answer);
