import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

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
    for (const note of ["x", "y"]) for (const id of clients) await program.answerTo(`visit ${id} ${note}`);
    const { version } = await program.status();
    const next = await program.answerTo("load");
    expect(next).not.toBe(version);

    await program.answerTo("migrate c acquire");
    await program.answerTo("migrate a shed");
    expect(await Promise.all(clients.map((id) => program.answerTo(`state ${id}`)))).toEqual([NEW, OLD, NEW, OLD]);
    expect(await program.answerTo("visit a z")).toBe("two 3");
    expect(await program.answerTo("visit b z")).toBe("one 3");
    expect((await program.status()).version).toBe(version);

    await program.update(patch);
    expect((await program.status()).version).toBe(next);
    expect(await program.answerTo("visit b w")).toBe("one 4");
    expect(await program.answerTo("visit e x")).toBe("two 1");
    await program.answerTo("migrate d shed");
    await program.answerTo("migrate b acquire");
    expect(await program.answerTo("state d")).toBe(NEW);
    expect(await program.answerTo("state b")).toBe('{"notes":["x","y","z","w"],"last":"w"}');
    expect(await program.answerTo("state c")).toBe(NEW);
    expect(await program.answerTo("visit b v")).toBe("two 5");
  },
} satisfies Scenario;
