import type { Pair, Scenario } from "../../harness/pairs.ts";

const foreign = "TypeError: Cannot read private member #queue from an object whose class did not declare it";

export default [
  {
    shows: "objects that exist get private fields, methods and accessors; their queue stays as it is while a call waits with it",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      await program.ask("push a", "v1 box a");
      await program.ask("is", "v1 true; v1 true; v1 true; v1 false; v1 false");
      await program.update(await pair.patch());
      await program.ask("show", "v2 box a 1:1 undefined; v2 frozen  0:1 undefined; v2 urgent  0:1 undefined");
      await program.ask(
        "is",
        "v2 true true true true 11; v2 true true true true 12; v2 true true true true 13; v2 false false false false 14; v2 false false false false 15",
      );
      await program.ask("child", foreign);
      await program.ask("urgent", "-; -; v2 9 101");
      await program.ask("push b", "v2 box a,b 2:2 B");
      await program.ask("trim", "v2 box a 1:3 B");
      await program.ask("new n", "made");
      await program.ask(
        "show",
        "v2 box a 1:4 B; v2 frozen  0:2 undefined; v2 urgent  0:2 undefined; v2 n  0:1 undefined; v2 n  0:1 undefined",
      );
      await program.ask("urgent", "-; -; v2 9 102; -; v2 9 101");
      await program.ask("push c", "v2 box a,c 2:5 C");
      program.send("push d");
      await program.line("v2 box a,c,d 3:6 D");
      await program.line("worked a,c,d 3:7");
    },
  },
  {
    shows: "later versions use and drop private names; one that comes again begins anew; the way back finds what each version left",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.ask("push a", "v1 box a");
      await program.update(await pair.patch("v1", "v2"));
      await program.ask("push b", "v2 box a,b 2:1 B");
      await program.update(await pair.patch("v2", "v3"));
      await program.ask("push c", "v3 box a,b,c v3 3 C");
      await program.ask("trim", "v3 box a,b v3 2 C");
      await program.ask("new n", "made");
      await program.update(await pair.patch("v3", "v4"));
      const v4 =
        "v4 box a,b v4 2:51 C; v4 frozen  v4 0:51 undefined; v4 urgent  v4 0:51 undefined; v4 n  v4 0:51 undefined; v4 n  v4 0:51 undefined";
      await program.ask("show", v4);
      await program.goBack();
      await program.ask(
        "show",
        "v3 box a,b v3 2 C; v3 frozen  v3 0 undefined; v3 urgent  v3 0 undefined; v3 n  v3 0 undefined; v3 n  v3 0 undefined",
      );
      await program.goBack();
      await program.ask(
        "show",
        "v2 box a,b 2:2 C; v2 frozen  0:1 undefined; v2 urgent  0:1 undefined; v2 n  0:1 undefined; v2 n  0:1 undefined",
      );
      await program.ask("trim", "v2 box a 1:3 C");
      await program.goBack();
      await program.ask("show", "v1 box a; v1 frozen ; v1 urgent ; v1 n ; v1 n ");
      await program.ask("new m", "made");
      await program.update(await pair.patch("v1", "v2"));
      await program.ask("urgent", "-; -; v2 9 101; -; v2 9 101; -; v2 9 101");
      await program.ask("push b", "v2 box a,b 2:1 B");
    },
  },
  {
    shows: "names of the class's own text are dropped and come back with a rollback, with what they held",
    async run(pair: Pair) {
      const program = await pair.start("v2");
      await program.ask("push a", "v2 box a 1:1 A");
      await program.ask("urgent", "-; -; v2 9 101");
      await program.update(await pair.patch("v2", "v1"));
      await program.ask("is", "v1 true; v1 true; v1 true; v1 false; v1 false");
      await program.ask("urgent", "-; -; v1 9");
      await program.ask("new n", "made");
      await program.ask("push b", "v1 box a,b");
      await program.goBack();
      await program.ask(
        "show",
        "v2 box a,b 2:2 A; v2 frozen  0:1 undefined; v2 urgent  0:1 undefined; v2 n  0:1 undefined; v2 n  0:1 undefined",
      );
      await program.ask("urgent", "-; -; v2 9 102; -; v2 9 101");
      await program.ask("child", "TypeError: Cannot read private member #queue from an object whose class did not declare it");
    },
  },
] satisfies readonly Scenario[];
