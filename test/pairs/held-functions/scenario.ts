import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

/** Calls by name give what calls of that which the names hold give; returns what the first line shows of the version and `price`. */
async function ask(program: Running): Promise<string> {
  const [version, weight, price, ...held] = (await program.answerTo("1")).split(" ");
  expect([weight, price]).toEqual(held);
  return `${version} ${price}`;
}

export default {
  shows:
    "new code calls what the names of its module hold: the newest code of those functions, also where a name holds another than its initialiser says",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    expect(await ask(program)).toBe("v1 10");
    await program.update(await pair.patch("v1", "v2", "--initialisers", "keep"));
    expect(await ask(program)).toBe("v2 20");
    await program.update(await pair.patch("v2", "v3"));
    expect(await ask(program)).toBe("v2 30");
    await program.goBack();
    expect(await ask(program)).toBe("v2 20");
    await program.goBack();
    expect(await ask(program)).toBe("v1 10");
  },
} satisfies Scenario;
