// Compiles a project with a given copy of TypeScript: prints what it emitted and reported, and (on descriptor 3) how long it took.
//
//   node compile-project.mjs TYPESCRIPT_JS TSCONFIG
import { createHash } from "node:crypto";
import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, relative } from "node:path";

const [file, config] = process.argv.slice(2);
const ts = createRequire(import.meta.url)(file);
const folder = dirname(config);

const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => console.log(diagnostic.messageText) };
const { cpuUsage } = process;
const before = cpuUsage();
const { options, fileNames } = ts.getParsedCommandLineOfConfigFile(config, { incremental: false, composite: false, noEmit: false }, host);
const program = ts.createProgram(fileNames, { ...options, outDir: `${folder}/out`, declaration: true, tsBuildInfoFile: undefined });
const diagnostics = ts.getPreEmitDiagnostics(program);
const emitted = program.emit(undefined, (name, text) => {
  console.log(relative(folder, name), text.length, createHash("sha256").update(text).digest("hex"));
});
const { user, system } = cpuUsage(before);
const format = { getCurrentDirectory: () => folder, getCanonicalFileName: (name) => name, getNewLine: () => "\n" };
console.log(ts.formatDiagnostics([...diagnostics, ...emitted.diagnostics], format));
console.log(program.getSourceFiles().length, "files,", program.getTypeCount(), "types,", program.getSymbolCount(), "symbols");
try {
  writeSync(3, String(Math.round((user + system) / 1000)));
} catch {
  // nobody asks for the time
}
