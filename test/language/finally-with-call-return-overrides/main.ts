import { note, thrown, tick } from "../shared/tick.js";

const log: string[] = [];
const say = (s: string): string => {
  log.push(s);
  return tick(s);
};

function returnThroughFinally(): string {
  try {
    return say("try");
  } finally {
    say("finally");
  }
}

function finallyReturns(how: string): string {
  for (let i = 0; i < 2; i++) {
    try {
      if (how === "throw") throw new Error(say("thrown"));
      if (how === "return") return say("returned");
      if (how === "break") break;
      if (how === "continue") continue;
      say("fell");
    } finally {
      say(`finally ${i}`);
      if (i === 1 || how === "throw") return say("from finally");
    }
    say("after try");
  }
  return "end";
}

function valueIsKept(): number {
  let x = 1;
  try {
    return tick(x);
  } finally {
    x = tick(99);
  }
}

function valueIsComputedBefore(): string {
  let s = "a";
  try {
    return (s += say("b"));
  } finally {
    s += say("c");
  }
}

function finallyThrows(): string {
  try {
    try {
      return say("inner");
    } finally {
      throw new Error(say("from finally"));
    }
  } catch (error) {
    return `caught ${(error as Error).message}`;
  } finally {
    say("outer finally");
  }
}

function breakInFinally(): string {
  for (;;) {
    try {
      throw new Error("lost");
    } finally {
      say("before break");
      break;
    }
  }
  return say("went on");
}

function continueInFinally(): string {
  let n = 0;
  while (n < 3) {
    try {
      n++;
      if (tick(n) === 2) return "lost";
    } finally {
      say(`n${n}`);
    }
  }
  return `n is ${n}`;
}

console.log(
  returnThroughFinally(),
  ["throw", "return", "break", "continue", "fall"].map(finallyReturns),
  valueIsKept(),
  valueIsComputedBefore(),
);
console.log(
  finallyThrows(),
  breakInFinally(),
  continueInFinally(),
  thrown(() => note("thrown", null) ?? say("x")),
);
console.log(log.join());
