// Makes one update by one of the peers, and tells what became of one thing that was there before. Prints JSON.
//
//   node probe.mjs PEER CHECK FILE [PATCH]
import { setTimeout as sleep } from "node:timers/promises";

const [peer, check, file, patch] = process.argv.slice(2);

/** Of a tenth of a millisecond each. */
const TURNS = 2000;

const MOST_MS = 10_000;

/** Something that was there before the update says its version and what it has kept. */
const judge = (told, kept) => {
  const [version, ...rest] = told.split(" ");
  if (rest.join(" ") !== kept) return `${version === "v2" ? "new" : "old"} code, state lost (${rest.join(" ")})`;
  return version === "v2" ? "new code" : "old code";
};

const checks = {
  /** The loop's frame is on the stack when the update is asked for, and for some time after. */
  loop: async ({ program, update }) => {
    let updated;
    const told = program().spin(TURNS, (turn) => {
      if (turn === 10) updated = update();
      for (const end = performance.now() + 0.1; performance.now() < end; );
    });
    return { status: await updated, found: judge(told, String(TURNS)) };
  },
  "loop that awaits": async ({ program, update }) => {
    let left = 3;
    let status;
    const goesOn = async () => {
      if (--left === 1) status = await update();
      return left > 0;
    };
    const found = judge(await program().poll(goesOn), "2");
    return { status, found };
  },
  "suspended call": async ({ program, update }) => {
    let release;
    const waiting = program().wait(
      new Promise((resolve) => {
        release = resolve;
      }),
    );
    const status = await update();
    release();
    return { status, found: judge(await waiting, "held") };
  },
  closure: async ({ program, update }) => {
    const counter = program().makeCounter();
    counter();
    const status = await update();
    return { status, found: judge(counter(), "2") };
  },
  "closure that captures more": async ({ program, update }) => {
    const greet = program().makeGreeter("dear ", "Ann");
    const status = await update();
    const told = greet();
    return { status, found: told.startsWith("v2") ? judge(told, "dear Ann") : judge(told, "Ann") };
  },
  object: async ({ program, update }) => {
    const item = new (program().Item)(7);
    const status = await update();
    const found = judge(item.tell(), "7");
    return { status, found: item instanceof program().Item ? found : `${found}, of another class` };
  },
  "module state": async ({ program, update }) => {
    program().bump();
    const status = await update();
    return { status, found: judge(program().bump(), "2") };
  },
  "held function": async ({ program, update }) => {
    const { bump } = program();
    bump();
    const status = await update();
    return { status, found: judge(bump(), "2") };
  },
};

const { start } = await import(`./${peer}.mjs`);
const started = await start({ file, patch });
await sleep(300); // watchers have begun
let took = 0;

/** Where the peer answers at once, it is asked without waiting: frames on the stack are as they were. */
function update() {
  const began = performance.now();
  const stop = (status) => {
    took = performance.now() - began;
    return status;
  };
  const answer = started.update();
  return answer instanceof Promise ? answer.then(stop) : stop(answer);
}

const nothing = sleep(MOST_MS, { status: `no answer in ${MOST_MS / 1000} s`, found: "old code" });
const answer = await Promise.race([checks[check]({ program: started.program, update }), nothing]);
process.stdout.write(JSON.stringify({ ...answer, took }));
process.exit();
