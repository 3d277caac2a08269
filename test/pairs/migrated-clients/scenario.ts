import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function ask(program: Running, line: string): Promise<string> {
  program.send(line);
  const [, answer = ""] = await program.line(new RegExp(`^${line} -> (.*)`));
  return answer;
}

const OLD = '{"visits":2,"notes":"x,y"}';
const NEW = '{"notes":["x","y"],"last":"y"}';

export default {
  shows:
    "one client is moved to another version by its name, driven by the old one or the new; the rest is untouched until it is moved, too",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const patch = await pair.patch();
    const program = await pair.start("v1", { env: { PATCH: patch } });
    const clients = ["a", "b", "c", "d"];
    for (const note of ["x", "y"]) for (const id of clients) await ask(program, `visit ${id} ${note}`);
    const { version } = await program.status();
    const next = await ask(program, "load");
    expect(next).not.toBe(version);

    await ask(program, "migrate c acquire");
    await ask(program, "migrate a shed");
    expect(await Promise.all(clients.map((id) => ask(program, `state ${id}`)))).toEqual([NEW, OLD, NEW, OLD]);
    expect(await ask(program, "visit a z")).toBe("two 3");
    expect(await ask(program, "visit b z")).toBe("one 3");
    expect((await program.status()).version).toBe(version);

    await program.update(patch);
    expect((await program.status()).version).toBe(next);
    expect(await ask(program, "visit b w")).toBe("one 4");
    expect(await ask(program, "visit e x")).toBe("two 1");
    await ask(program, "migrate d shed");
    await ask(program, "migrate b acquire");
    expect(await ask(program, "state d")).toBe(NEW);
    expect(await ask(program, "state b")).toBe('{"notes":["x","y","z","w"],"last":"w"}');
    expect(await ask(program, "state c")).toBe(NEW);
    expect(await ask(program, "visit b v")).toBe("two 5");
  },
} satisfies Scenario;
