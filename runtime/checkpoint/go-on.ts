// What `ts-updatable resume` runs: `node go-on.js FILE OUT PATCH ...`. The process is the program from here on. With `--try` before FILE it only
// finds out whether it could be.
import "../internal.js";
import { BuildError } from "../load/code.js";
import { Refusal } from "../refusal.js";
import { resumeCheckpoint } from "./resume.js";
import { TRIAL } from "./trial.js";

const isTrial = process.argv[2] === TRIAL;
const [file = "", outDir, ...patches] = process.argv.slice(isTrial ? 3 : 2);
try {
  resumeCheckpoint(file, { outDir, patches, isTrial });
  if (isTrial) process.exit(0);
} catch (error) {
  const isRefusal = error instanceof Refusal || error instanceof BuildError;
  if (!isRefusal && !isTrial) throw error;
  const { code = "RESUME", at, message } = error as Partial<Refusal> & Error;
  console.error(isTrial ? message : `error ${at === undefined ? "" : `${at}: `}${message} [${code}]`);
  process.exit(1);
}
