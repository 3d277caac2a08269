// Calls that wait at the same gate while an `await` of theirs is added, removed or moved.
import { answerLines } from "./ask.js";

const gates: (() => void)[] = [];
const wait = (): Promise<void> => new Promise((resolve) => gates.push(resolve));
const log = (text: string): void => console.log(text);

/** The new version has one more `await` before the one where it waits. */
async function addedBefore(): Promise<void> {
  log("addedBefore v2 start");
  await ready();
  await wait();
  log("addedBefore v2 end");
}

/** The new version has one more behind it. */
async function addedBehind(): Promise<void> {
  await wait();
  log("addedBehind v2 end");
  await wait();
  log("addedBehind v2 further");
}

/** The `await` where it waits is gone: it must end as it began. */
async function removed(): Promise<void> {
  log("removed v2 start");
  log("removed v2 end");
}

/** Another `await`, before the one where it waits, is gone. */
async function removedBefore(): Promise<void> {
  await wait();
  log("removedBefore v2 end");
}

/** The `await` where it waits is in a loop now. */
async function movedIntoLoop(): Promise<void> {
  let n = 1;
  while (n < 3) {
    await wait();
    n++;
  }
  log(`movedIntoLoop v2 ${n}`);
}

/** The statement with the `await` stands behind another one now. */
async function movedBehind(): Promise<void> {
  const seen: string[] = [];
  seen.push("v2 first");
  await wait();
  seen.push("v2 second");
  log(`movedBehind ${seen.join()}`);
}

/** Two waits change places: the same calls, told apart by what they are called with. */
async function exchanged(): Promise<void> {
  await ready();
  log("exchanged v2 between");
  await wait();
  log("exchanged v2 end");
}

async function ready(): Promise<void> {}

const all = [addedBefore, addedBehind, removed, removedBefore, movedIntoLoop, movedBehind, exchanged];
for (const call of all) void call();

answerLines((line) => {
  if (line === "open") for (const open of gates.splice(0)) open();
  return `waiting ${gates.length}`;
});
