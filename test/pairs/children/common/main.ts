import { type ChildProcess, fork } from "node:child_process";
import { answerLines } from "./ask.js";
import { child } from "./child.js";

const children = new Map<string, ChildProcess>();

function start(name: string): ChildProcess {
  const started = fork(process.argv[1] as string, [name], { stdio: "inherit" });
  return started.on("exit", (code) => console.log(`${name} ended: ${code}`));
}

/** "start NAME", or "NAME MESSAGE". */
function command(line: string): string {
  const [name = "", message = ""] = line.split(" ");
  if (name === "start") children.set(message, start(message));
  else children.get(name)?.send(message);
  return `did ${line}`;
}

const [, , role] = process.argv;
if (role !== undefined) child(role);
else {
  answerLines(command);
  process.stdin.on("end", () => {
    for (const one of children.values()) one.kill("SIGKILL");
  });
}
