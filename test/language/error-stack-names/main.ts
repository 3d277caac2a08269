import { tick } from "../shared/tick.js";

class Service {
  handle(request: string): string[] {
    return this.parse(request);
  }
  parse(request: string): string[] {
    const frames = [request].map((r) => inner(r));
    return frames[0]!;
  }
}

function inner(request: string): string[] {
  return names(new Error(request));
}

/** Names of the functions of this file only. */
const names = (error: Error): string[] =>
  (error.stack ?? "")
    .split("\n")
    .filter((line) => line.includes("error-stack-names"))
    .map((line) => /at (?:async )?([\w.<> ]+) \(/.exec(line)?.[1] ?? "anonymous");

Error.stackTraceLimit = 100;
tick(0);
/** In a storm the stub through which newer code was entered has the same name. */
const once = (list: string[]): string[] => list.filter((name, index) => name !== list[index - 1]);
console.log(once(new Service().handle("x").filter((name) => !name.includes("anonymous"))).join());
console.log(inner.name, new Error("m").message, Error.stackTraceLimit);
