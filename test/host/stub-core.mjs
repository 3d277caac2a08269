// Stands in for the core: marks each file, so that tests of the host see what was instrumented, without depending on how.
import remapping from "@jridgewell/remapping";
import MagicString from "magic-string";

/** @param {import("../../transformer/pipeline.js").EmittedModule} module */
export function instrument(module) {
  if (module.text.includes("BREAK_CORE")) throw new Error("found BREAK_CORE");
  const unit = `"use strict"; // unit of ${module.js}, type ${findType(module)}\n`;
  const warnings = module.text.includes("WARN_ME") ? [toWarning(module)] : [];
  const { js, source, moduleFormat } = module;
  const descriptor = { format: 1, js, source, moduleFormat, functions: [], variables: [], body: [], warnings };
  return { ...mark(module), unit, unitMap: module.map, descriptor };
}

function mark(module) {
  if (process.env.TEST_CORE === "identity") return { text: module.text, map: module.map };
  const text = new MagicString(module.text).prepend(`/* updatable ${module.moduleFormat} ${module.updatePoints} */\n`);
  const composed = remapping(text.generateMap({ hires: true, source: "emitted" }), (file) => (file === "emitted" ? module.map : null));
  return { text: text.toString(), map: JSON.parse(composed.toString()) };
}

/** The type of the first exported variable with its properties: proves that the checker and the file come from the same program. */
function findType({ sourceFile, checker }) {
  const symbol = sourceFile && checker?.getSymbolAtLocation(sourceFile);
  const [first] = symbol === undefined ? [] : checker.getExportsOfModule(symbol);
  if (first === undefined) return "none";
  const type = checker.getTypeOfSymbol(first);
  const properties = checker.typeToString(type).endsWith("Held") ? checker.getPropertiesOfType(type).map(({ name }) => name) : [];
  return [checker.typeToString(type), ...properties].join(" ");
}

const toWarning = ({ source }) => ({ code: "stub", message: "found WARN_ME", place: { file: source, line: 1, column: 4 } });
