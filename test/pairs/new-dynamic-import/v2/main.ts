// A module that imports nothing at run time, until a patch comes.
import { answerLines } from "./ask.js";
import { double } from "./numbers.js";

const told: string[] = [];

const answer = (line: string): string => {
  void import("./numbers.js").then((numbers) => told.push(String(numbers.double === double)));
  void import("node:path").then(({ posix }) => told.push(posix.join("a", "b")));
  void import("./nowhere.js" as string).catch(({ code }: NodeJS.ErrnoException) => told.push(String(code)));
  return `v2 ${double(Number(line))} ${told.sort().join()}`;
};

answerLines(answer);
