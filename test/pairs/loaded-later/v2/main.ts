import { answerLines } from "./ask.js";

let late: typeof import("./late.js") | undefined;

function answer(line: string): string {
  if (line === "load") {
    void import("./late.js").then((module) => {
      late = module;
      console.log("loaded");
    });
    return "loading";
  }
  return late === undefined ? "v2 not loaded" : late.tell(line);
}

answerLines(answer);
