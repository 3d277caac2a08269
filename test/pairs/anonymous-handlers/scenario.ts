import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default [
  {
    shows: "a handler put in front of three others: each of these runs its own new version",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("ready");
      const patch = await pair.patch();
      await program.update(patch);
      for (const path of ["/users", "/orders", "/health"]) program.send(path);
      await program.line("v2 api/users users ann,bob");
      await program.line("v2 api/orders orders 3");
      await program.line("v2 api/health healthy");
      program.send("/status");
      await program.line("none");
      await program.goBack();
      program.send("/orders");
      await program.line("v1 api/orders orders 3");
    },
  },
  {
    shows: "handlers that cannot be told apart are refused, or each runs its own",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("ready");
      const { code, folder, answer } = await pair.diff("v1", "v3");
      if (code !== 0) {
        expect(answer.changes.map((change) => change.code)).toContain("FUNCTION_AMBIGUOUS");
        return;
      }
      await program.update(folder);
      for (const path of ["/users", "/orders", "/health"]) program.send(path);
      for (const path of ["/users", "/orders", "/health"]) await program.line(`v3 api${path}`);
    },
  },
] satisfies readonly Scenario[];
