// Generators that wait at a `yield` are closed, or get an error, after the update.
import { answerLines } from "./ask.js";

const log: string[] = [];

function* numbers(name: string): Generator<string, string, unknown> {
  try {
    for (let n = 0; ; n++) yield `${name}${n} v1`;
  } catch (error) {
    yield `${name} caught v1 ${(error as Error).message}`;
    return "end v1";
  } finally {
    log.push(`${name} finally v1`);
  }
}

const [a, b, c, d] = [numbers("a"), numbers("b"), numbers("c"), numbers("d")];
for (const generator of [a, b, c, d]) generator.next();

function show({ value, done }: IteratorResult<string, string>): string {
  return `${value}/${done}/${log.splice(0).join()}`;
}

answerLines((line) => {
  switch (line) {
    case "return":
      return show(a.return("over"));
    case "throw":
      return show(b.throw(new Error("no")));
    case "next":
      return show(b.next());
    case "moved":
      return `${show(c.next())} ${show(c.return("over"))}`;
    default:
      for (const text of d) return `${text} ${log.splice(0).join()}`;
      return `ended ${log.splice(0).join()}`;
  }
});
