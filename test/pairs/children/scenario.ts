import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { pidOf, settled, statesOf, versionsOf } from "../../harness/fleet.ts";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function start(pair: Pair, ...names: readonly string[]): Promise<Running> {
  const program = await pair.start();
  for (const name of names) await startChild(program, name);
  await settled(program, names.length + 1);
  return program;
}

async function startChild(program: Running, name: string): Promise<void> {
  program.send(`start ${name}`);
  await program.line(`${name} is there`);
}

async function tell(program: Running, name: string, message: string, answer: string): Promise<void> {
  program.send(`${name} ${message}`);
  await program.line(answer);
}

export default [
  {
    shows: "forked children that hold state are updated with their parent, and so is one that is started later",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await start(pair, "a", "b");
      await tell(program, "a", "x", "a: v1 x");
      await tell(program, "b", "y", "b: v1 y");
      const answer = await program.update(await pair.patch());
      expect(statesOf(answer)).toEqual(["main.js", "main.js a", "main.js b"].map((name) => [name, "in-force", true]));
      await tell(program, "a", "z", "a: v2 <xz>");
      await tell(program, "a", "next", "a counts on, 1, in v2");
      await startChild(program, "c");
      await settled(program, 4);
      await tell(program, "c", "z", "c: v2 <z>");
      await program.goBack();
      for (const [name, heard] of [
        ["a", "xzw"],
        ["b", "yw"],
        ["c", "zw"],
      ] as const)
        await tell(program, name, "w", `${name}: v1 ${heard}`);
    },
  },
  {
    shows: "a child that ends is gone from the answers, with the exit code that it wanted",
    async run(pair: Pair) {
      const program = await start(pair, "a", "b");
      program.send("b end");
      await program.line("b ended: 9");
      await settled(program, 2);
      await program.update(await pair.patch());
      expect(program.stderr).not.toMatch(/debugger|control socket/);
    },
  },
  {
    shows: "children outlive their parent, and its successor at the same socket finds them and comes to their version",
    async run(pair: Pair) {
      const program = await start(pair, "a");
      await tell(program, "a", "x", "a: v1 x");
      const { version } = await program.update(await pair.patch());
      const child = pidOf("main.js a", await program.status());
      program.kill();
      await program.line("a is alone");
      try {
        const again = await pair.start("v1", { socket: program.socket });
        while ((await again.status()).version !== version) await sleep(50);
        const status = await settled(again, 2);
        expect(pidOf("main.js a", status)).toBe(child);
        const back = await again.goBack();
        expect(versionsOf(back)).toEqual([back.version]);
        await startChild(again, "b");
        await tell(again, "b", "y", "b: v1 y");
      } finally {
        process.kill(child, "SIGKILL");
      }
    },
  },
] satisfies readonly Scenario[];
