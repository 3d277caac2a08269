import { hold, waitForFile } from "./hold.js";
import { stay } from "./stay.js";

function movedLoop(): void {
  const words: string[] = [];
  for (let i = 0; i < 6; i++) {
    words.push(`v1 ${i}`);
    if (i === 2) ready();
  }
  console.log(words.join(" "));
}

function loopAround(): void {
  let total = 0;
  for (let i = 0; i < 5; i++) {
    total += i;
    if (i === 2) ready();
  }
  console.log(`v1 ${total}`);
}

function localAdded(): void {
  let total = 0;
  for (let i = 1; i < 5; i++) {
    total += i;
    if (i === 2) ready();
  }
  console.log(`v1 ${total}`);
}

function localAddedImpure(): void {
  let total = 0;
  for (let i = 1; i < 5; i++) {
    total += i;
    if (i === 2) ready();
  }
  console.log(`v1 ${total}`);
}

function localRetyped(): void {
  let total = 0;
  for (let i = 1; i < 5; i++) {
    total += i;
    if (i === 2) ready();
  }
  console.log(`v1 ${total}`);
}

function localRemoved(): void {
  let total = 0;
  let seen = "";
  for (let i = 1; i < 5; i++) {
    total += i;
    seen += i;
    if (i === 2) ready();
  }
  console.log(`v1 ${total} ${seen}`);
}

function localRenamed(): void {
  let total = 0;
  for (let i = 1; i < 5; i++) {
    total += i;
    if (i === 2) ready();
  }
  console.log(`v1 ${total}`);
}

function callRemoved(): void {
  console.log("v1 begins");
  ready();
  console.log("v1 ends");
}

function statementsAround(): void {
  console.log("v1 begins");
  ready();
  console.log("v1 ends");
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
