// V8's LiveEdit, through an inspector session of the process itself. Scripts can be edited only while the Debugger domain is enabled.
import { Session } from "node:inspector";
import { pathToFileURL } from "node:url";
import { edit } from "./edit.mjs";

const session = new Session();
const scripts = new Map();

/** The session is of this thread, so the answer is there when `post` returns. */
function ask(method, params) {
  let answer;
  session.post(method, params, (error, result) => {
    answer = error ? { status: error.message } : result;
  });
  return answer;
}

export async function load(file) {
  session.connect();
  session.on("Debugger.scriptParsed", ({ params: { url, scriptId } }) => scripts.set(url, scriptId));
  ask("Debugger.enable");
  return import(pathToFileURL(file).href);
}

export async function start({ file }) {
  const program = await load(file);
  const scriptId = scripts.get(pathToFileURL(file).href);
  const scriptSource = edit(ask("Debugger.getScriptSource", { scriptId }).scriptSource);
  const update = () => {
    const { status } = ask("Debugger.setScriptSource", { scriptId, scriptSource });
    return status === "Ok" ? "ok" : status;
  };
  return { program: () => program, update };
}
