// What stands between two suspensions is never interrupted by other tasks, however often it is updated.
const log: string[] = [];

function work(tag: string): string {
  for (let i = 0; i < 3; i++) log.push(`${tag}${i}`);
  return tag;
}

/** Only one call at a time may hold it: true between two suspensions, of plain code. */
let holder: string | undefined;

function exclusive(tag: string): void {
  if (holder !== undefined) log.push(`${tag} meets ${holder}`);
  holder = tag;
  work(tag);
  holder = undefined;
}

async function call(tag: string): Promise<string> {
  exclusive(`${tag}:before `);
  await null;
  queueMicrotask(() => log.push(`${tag} task`));
  exclusive(`${tag}:between `);
  await null;
  exclusive(`${tag}:after `);
  return tag;
}

const callInner = async (tag: string): Promise<string> => {
  const inner = call(tag);
  exclusive(`${tag}:beside `);
  return `${await inner}!`;
};

async function* count(tag: string): AsyncGenerator<number> {
  for (let i = 0; i < 2; i++) {
    exclusive(`${tag}:${i} `);
    yield i;
    queueMicrotask(() => log.push(`${tag} task`));
    exclusive(`${tag}:${i}' `);
    await null;
    exclusive(`${tag}:${i}" `);
  }
}

async function consume(tag: string): Promise<string> {
  for await (const n of count(tag)) exclusive(`${tag} got ${n} `);
  return tag;
}

function* steps(tag: string): Generator<number, string> {
  exclusive(`${tag}:1 `);
  yield 1;
  exclusive(`${tag}:2 `);
  return tag;
}

/** Long enough to overflow the stack if each update took some of it. */
async function long(): Promise<number> {
  let sum = 0;
  for (let i = 0; i < 3_000; i++) sum += i;
  await null;
  for (let i = 0; i < 3_000; i++) sum += i;
  return sum;
}

async function* longCount(): AsyncGenerator<number> {
  let sum = 0;
  for (let i = 0; i < 3_000; i++) sum += i;
  yield sum;
  for (let i = 0; i < 3_000; i++) sum += i;
  yield sum;
}

async function sumAll(): Promise<number> {
  let all = 0;
  for await (const sum of longCount()) all += sum;
  return all;
}

async function main(): Promise<void> {
  const calls = [call("a"), callInner("b"), consume("c")];
  log.push("all are under way");
  const generator = steps("d");
  log.push(String(generator.next().value), String(generator.next().value));
  log.push((await Promise.all(calls)).join());
  log.push(`${await long()} ${await sumAll()}`);
}

void main().then(() => {
  // Which of two calls is ready first is another matter.
  const isOrdered = (line: string): boolean => !line.includes("task");
  const upTo = log.indexOf("all are under way");
  console.log(log.slice(0, upTo).join("\n"));
  console.log(log.filter((line) => line.includes("meets")));
  for (const tag of ["a", "b", "c", "d"]) console.log(log.filter((line) => line.startsWith(tag) && isOrdered(line)).join("\n"));
  console.log(log.filter((line) => !isOrdered(line)).length, log.slice(-1));
});
