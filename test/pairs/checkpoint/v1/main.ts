import { checkpoint } from "ts-updatable";
import { waitForFile } from "./hold.js";
import { obstacle } from "./obstacles.js";
import { version } from "./version.js";
import { fixed, Ledger, ledger, Mood, makeCounter, mood, origin, Part, setMood, Town } from "./world.js";

const held: { list: unknown[] } = { list: [1, obstacle()] };
const counter = makeCounter();
const bytes = new Uint8Array(new ArrayBuffer(8), 2, 4);
const words = new Map<Town, string[]>();
class Finder {
  constructor(readonly pattern: RegExp) {}
}
const finder = new Finder(/o(\d)/g);

function build(): void {
  const towns = [origin, ...["t1", "t2", "t3"].map((name) => new Town(name))];
  towns.forEach((town, index) => {
    town.roads.add(towns[(index + 1) % towns.length] as Town).add(town);
    ledger.set(town, { sum: 0 });
    words.set(town, []);
    town.lastBut = (n) => town.id - n;
  });
  finder.pattern.exec("o1o2");
}

function* evens(): Generator<number> {
  for (let n = 0; n < 6; n += 2) yield n;
}

function work(round: number): number {
  let gained = 0;
  for (const [town, entry] of ledger) {
    for (const key in entry) {
      for (const [index, near] of [...town.roads].map((near, index) => [index, near] as const)) {
        entry.sum += town.visit(round) + index + near.id + counter.up();
        gained += key.length;
      }
    }
    words.get(town)?.push(`${version()}`);
    bytes[round % 4] = round;
  }
  ledger.rounds++;
  return gained;
}

function descend(depth: number, town: Town): number {
  if (depth > 0) return descend(depth - 1, [...town.roads][0] as Town) + town.id;
  let sum = 0;
  for (const part of evens()) sum += part;
  for (let round = 0; round < 60; round++) {
    sum += work(round);
    if (round === 30) setMood(Mood.keen);
    console.log(`round ${round} of version ${version()}`);
    if (round === 10) writeItself();
    if (round === 20) waitForFile("FIRST");
    if (round === 40) waitForFile("SECOND");
  }
  return sum;
}

function writeItself(): void {
  const file = process.env["ITSELF"];
  if (file === undefined) return;
  const { ok, resumed, error } = checkpoint(file, { afterwards: "stay" });
  console.log(ok ? (resumed === true ? "resumed" : "written") : error?.message);
}

function report(sum: number): void {
  const towns = [...ledger].map(([town, { sum: earned }]) => [
    town.name,
    town.id,
    earned,
    town.later(2),
    town.lastBut?.(1),
    [...town.roads].map(({ name }) => name),
  ]);
  const same = [
    Part.find("origin") === origin,
    ledger instanceof Ledger,
    Object.isFrozen(fixed),
    Object.is(fixed.none, -0),
    held.list.length,
  ];
  const plain = [
    fixed.tag.description,
    fixed.when.getTime(),
    finder.pattern.lastIndex,
    bytes.byteOffset,
    bytes.join(),
    String(ledger.rounds),
    Mood[mood],
  ];
  console.log(JSON.stringify([sum, counter.now(), Part.made, towns, same, plain]));
  console.log(`words ${[...words.values()].map((list) => list.join("")).join(" ")}`);
}

function main(): void {
  build();
  report(descend(300, origin));
}

function begin(): void {
  if (process.env["LATE"] === undefined) main();
  else setTimeout(() => main(), 1);
}

begin();
