import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

/** Asks each maker's closures, and the ones of the call that goes on; the two calls of a maker never share anything. */
async function expectAnswers(program: Running, answers: Readonly<Record<string, string>>): Promise<void> {
  for (const [question, answer] of Object.entries(answers)) {
    program.send(question);
    await program.line(answer);
  }
}

export default {
  shows: "closures gain, lose and rename captured variables, share them with each other and with the call that goes on, and go back",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await expectAnswers(program, {
      added: "v1 a 1 | v1 a 2 | v1 a 2 | v1 b 1 | v1 b 1",
      renamed: "v1 a 1 | v1 a 2 | v1 a 2 | v1 b 1 | v1 b 1",
      reassigned: "v1 <a> | v1 <a> | v1 second <a> | v1 <b> | v1 second <b>",
      dropped: "v1 1 of 7 | v1 2 of 7 | v1 2 | v1 1 of 7 | v1 1",
      deep: "v1 A 1 | v1 A 2 | v1 A | v1 B 1 | v1 B",
      tell: "v1 tell 0 tell 0 known",
      helped: "v1 a | v1 a | v1 second | v1 b | v1 second",
    });
    const { changes } = await program.update(await pair.patch("v1", "v2"));
    expect(changes?.find(({ name }) => name === "added/first")).toMatchObject({ verdict: "migrated", code: "INITIALISED" });
    await expectAnswers(program, {
      added: "v2 a 3 101 1 | v2 a 4 102 2 | v2 a 4 102 2 | v2 b 2 101 1 | v2 b 2 101 1",
      renamed: "v2 a 3 | v2 a 4 | v2 a 4 | v2 b 2 | v2 b 2",
      reassigned: "v2 <a>! | v2 <a>!! | v2 second <a>!! | v2 <b>! | v2 second <b>!",
      dropped: "v2 3 | v2 4 | v2 4 | v2 2 | v2 2",
      helped: "v2 a after undefined | v2 a after a | v2 second after a | v2 b after undefined | v2 second after b",
      deep: "v2 A 3 1 | v2 A 4 2 | v2 A 2 | v2 B 2 1 | v2 B 1",
    });
    // The closure is asked before the call goes on: it begins the variable that both share.
    await expectAnswers(program, { tell: "v2 tell 0 11 tell 0 known", turn: "v2 turn 1 111 true" });
    await expectAnswers(program, { tell: "v2 tell 1 112 tell 0 known" });
    await program.update(await pair.patch("v2", "v3"));
    await expectAnswers(program, {
      added: "v3 a 5 103 3 | v3 a 6 104 4 | v3 a 6 104 4 | v3 b 3 102 2 | v3 b 3 102 2",
      renamed: "v3 a 5 | v3 a 6 | v3 a 6 | v3 b 3 | v3 b 3",
      turn: "v3 turn 2 212 true",
      tell: "v3 tell 2 212 tell 0 known",
    });
    await program.goBack();
    await program.goBack();
    await expectAnswers(program, {
      added: "v1 a 7 | v1 a 8 | v1 a 8 | v1 b 4 | v1 b 4",
      renamed: "v1 a 7 | v1 a 8 | v1 a 8 | v1 b 4 | v1 b 4",
      reassigned: "v1 <a>!! | v1 <a>!! | v1 second <a>!! | v1 <b>! | v1 second <b>!",
      dropped: "v1 5 of 7 | v1 6 of 7 | v1 6 | v1 3 of 7 | v1 3",
      helped: "v1 a | v1 a | v1 second | v1 b | v1 second",
      deep: "v1 A 5 | v1 A 6 | v1 A | v1 B 3 | v1 B",
      turn: "v1 turn 3 true",
      tell: "v1 tell 3 tell 0 known",
    });
    expect((await program.status()).stale).toEqual([]);
  },
} satisfies Scenario;
