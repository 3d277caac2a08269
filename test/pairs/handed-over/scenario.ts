import { writeFileSync } from "node:fs";
import { type Agent, get, Agent as HttpAgent } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { StatusAnswer } from "../../../runtime/contract/protocol.ts";
import type { Pair, Scenario } from "../../harness/pairs.ts";
import { Running, runCommand } from "../../harness/pairs-run.ts";

const CONNECTS = 10_000;

function ask(port: string, path = "/", agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port, host: "127.0.0.1", path, agent: agent ?? false }, async (response) => {
      let text = "";
      for await (const part of response.setEncoding("utf8")) text += part;
      resolve(text);
    }).on("error", reject);
  });
}

async function begin(pair: Pair) {
  const program = await pair.start();
  const [, http = "", plain = ""] = await program.line(/^v1 \d+ on (\d+) and (\d+): listening, listening$/);
  return { program, http, plain };
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Replaces the program by v2, and ends that too. */
async function replace(pair: Pair, program: Running, port: string, meanwhile: (successor: number) => Promise<void>): Promise<void> {
  program.send(`replace ${join(pair.out("v2"), "main.js")} 60000`);
  const [, pid] = await program.line(/^handed http and plain over to (\d+)$/);
  try {
    while (!program.lines.some((line) => line.startsWith(`v2 ${pid} on`) && line.endsWith(": taken-over, taken-over"))) await sleep(10);
    await meanwhile(Number(pid));
  } finally {
    await ask(port, "/end").catch(() => process.kill(Number(pid)));
  }
}

export default [
  {
    shows: `another process takes the listening sockets over, and none of ${CONNECTS} connections is refused`,
    async run(pair: Pair) {
      const { program, http, plain } = await begin(pair);
      const clients = new Running(plain, "", { node: [join(import.meta.dirname, "connects.mjs")], args: [String(CONNECTS), "20"] });
      pair.watch(clients);
      await clients.line(`begun ${CONNECTS / 5}`);
      await replace(pair, program, http, async () => {
        const results = JSON.parse((await clients.line(/^{.*}$/))[0]) as Record<string, number>;
        expect(Object.keys(results).sort()).toEqual(["v1", "v2"]);
        expect((results["v1"] ?? 0) + (results["v2"] ?? 0)).toBe(CONNECTS);
      });
      expect(await program.ended).toEqual({ code: 0, signal: null });
    },
  },
  {
    shows:
      "the process that was replaced ends what is under way, closes connections that are reused, and exits; the control socket goes along",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const { program, http } = await begin(pair);
      const agent = new HttpAgent({ keepAlive: true, maxSockets: 1 });
      const held = ask(http, "/hold", agent);
      await sleep(100);
      await replace(pair, program, http, async (successor) => {
        expect(await ask(http)).toBe("v2");
        expect(program.child.exitCode).toBe(null);
        let status: StatusAnswer | null = null;
        while (status?.pid !== successor) ({ answer: status } = await runCommand<StatusAnswer | null>("status", "--to", program.socket));
        program.send("release");
        expect(await held).toBe("begun by v1");
        expect([await ask(http, "/", agent), await ask(http, "/", agent)]).toEqual(["v1", "v2"]);
        while (program.child.exitCode === null) await sleep(10);
        expect(await ask(http)).toBe("v2");
      });
      agent.destroy();
      expect(program.child.exitCode).toBe(0);
    },
  },
  {
    shows: "a successor that fails, or does not take every socket, is ended, and the process goes on as if it had not been started",
    async run(pair: Pair) {
      const { program, http, plain } = await begin(pair);
      const file = join(pair.folder, "successor.mjs");
      const library = new URL("../../../dist/runtime/index.js", import.meta.url).href;
      const successors: readonly (readonly [text: string, answer: RegExp])[] = [
        ["throw new Error('broken')", /^START_FAILED: the successor ended \(exit code 1\)/],
        [
          "setInterval(() => {}, 1000); console.log(`successor ${process.pid}`)",
          /^NOT_TAKEN: the successor did not ask for http, plain within/,
        ],
        [
          `import { createServer } from "node:http"; import { listenOrTakeOver } from ${JSON.stringify(library)};
           console.log(\`successor \${process.pid}\`);
           await listenOrTakeOver(createServer(), { port: 0, name: "http" });
           await listenOrTakeOver(createServer(), { port: 0, name: "plain" });`,
          /^NOT_TAKEN: the successor did not ask for plain within .*before it awaits the first/,
        ],
      ];
      for (const [text, answer] of successors) {
        writeFileSync(file, text);
        program.send(`replace ${file} 2000`);
        const pid = text.startsWith("throw") ? undefined : Number((await program.line(/^successor (\d+)$/))[1]);
        await program.line(answer);
        while (pid !== undefined && isRunning(pid)) await sleep(10);
        expect([await ask(http), await ask(plain).catch(() => "no HTTP")]).toEqual(["v1", "no HTTP"]);
        expect((await program.status()).pid).toBe(program.child.pid);
      }
      await replace(pair, program, http, async () => expect(await ask(http)).toBe("v2"));
      expect(await program.ended).toEqual({ code: 0, signal: null });
    },
  },
] satisfies readonly Scenario[];
