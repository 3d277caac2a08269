import { tick } from "../shared/tick.js";

const log: string[] = [];
const say = (s: string): string => {
  log.push(s);
  return tick(s);
};

function crossing(how: string): string {
  outer: for (let i = 0; i < 2; i++) {
    say(`i${i}`);
    try {
      for (const j of ["a", "b"]) {
        try {
          try {
            say(`${i}${j}`);
            if (how === "break inner") break;
            if (how === "continue inner") continue;
            if (how === "break outer") break outer;
            if (how === "continue outer") continue outer;
            if (how === "return") return say("result");
            if (how === "throw") throw new Error(say("error"));
          } finally {
            say("f1");
            for (let k = 0; k < 2; k++) if (tick(k) === 1) break;
          }
        } catch (error) {
          say(`c ${(error as Error).message}`);
          if (i === 1) throw error;
        } finally {
          say("f2");
          try {
            say("t3");
          } finally {
            say("f3");
          }
        }
        say("after inner try");
      }
    } finally {
      say("f4");
    }
    say("after outer try");
  }
  return say("end");
}

function tryInCatchInFinally(n: number): string {
  try {
    if (n > 0) throw tick(n);
    return "none";
  } catch (first) {
    try {
      if (n > 1) throw say(`second ${first}`);
      return `one ${first}`;
    } catch (second) {
      return `two ${second} ${tick(first)}`;
    } finally {
      say("inner finally");
      if (n > 2) return say("three");
    }
  } finally {
    try {
      throw say("swallowed");
    } catch {
      say("swallowing");
    } finally {
      say(`outer finally ${n}`);
    }
  }
}

function loopAroundFinallyWithState(): string {
  const states: string[] = [];
  for (let i = 0; i < 4; i++) {
    let state = "start";
    try {
      if (i === 1) continue;
      state = tick("tried");
      if (i === 2) throw i;
      state = "done";
    } catch (error) {
      state += tick(`caught${error}`);
      continue;
    } finally {
      states.push(tick(`${i}:${state}`));
    }
    states.push("after");
  }
  return states.join();
}

function switchInFinally(x: number): string {
  for (;;) {
    try {
      return "try";
    } finally {
      switch (tick(x)) {
        case 1:
          say("one");
        case 2:
          say("two");
          break;
        default:
          return say("default");
      }
    }
  }
}

for (const how of ["break inner", "continue inner", "break outer", "continue outer", "return", "throw", "fall"]) {
  try {
    say(crossing(how));
  } catch (error) {
    say(`threw ${(error as Error).message}`);
  }
  console.log(how, log.splice(0).join());
}
console.log([0, 1, 2, 3].map(tryInCatchInFinally), loopAroundFinallyWithState(), [1, 2, 3].map(switchInFinally), log.join());
