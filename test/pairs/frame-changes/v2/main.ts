import { hold, waitForFile } from "./hold.js";
import { stay } from "./stay.js";

function movedLoop(): void {
  console.log("v2 begins");
  const words: string[] = [];
  if (words.length > 3) {
    console.log("many");
    return;
  }
  for (let i = 0; i < 6; i++) {
    words.push(`v2 ${i}`);
    if (i === 2) ready();
  }
  console.log(words.join(" "));
}

function loopAround(): void {
  let total = 0;
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 5; i++) {
      total += i;
      if (i === 2) ready();
    }
  }
  console.log(`v2 ${total}`);
}

function localAdded(): void {
  let total = 0;
  const factor = 10 + 5;
  const text = "sum";
  for (let i = 1; i < 5; i++) {
    total += i;
    if (i === 2) ready();
  }
  console.log(`v2 ${text} ${total * factor}`);
}

function localAddedImpure(): void {
  let total = 0;
  const at = Date.now();
  for (let i = 1; i < 5; i++) {
    total += i;
    if (i === 2) ready();
  }
  console.log(`v2 ${total} ${at > 0}`);
}

function localRetyped(): void {
  let total = 0n;
  for (let i = 1; i < 5; i++) {
    total += BigInt(i);
    if (i === 2) ready();
  }
  console.log(`v2 ${total}`);
}

function localRemoved(): void {
  let total = 0;
  for (let i = 1; i < 5; i++) {
    total += i;
    if (i === 2) ready();
  }
  console.log(`v2 ${total}`);
}

function localRenamed(): void {
  let sum = 0;
  for (let i = 1; i < 5; i++) {
    sum += i;
    if (i === 2) ready();
  }
  console.log(`v2 ${sum}`);
}

function callRemoved(): void {
  console.log("v2 begins");
  console.log("v2 ends");
}

function statementsAround(): void {
  console.log("v2 begins");
  console.log("v2 before");
  ready();
  console.log("v2 behind");
  console.log("v2 ends");
}

function ready(): void {
  console.log("ready");
  if (process.env["RELEASE"] === undefined) hold(1);
  else waitForFile("RELEASE");
}

const ways: Readonly<Record<string, () => void>> = {
  movedLoop,
  loopAround,
  localAdded,
  localAddedImpure,
  localRetyped,
  localRemoved,
  localRenamed,
  callRemoved,
  statementsAround,
};

ways[process.env["WAY"] ?? ""]?.();
console.log("end");
stay();
