import { tick } from "../shared/tick.js";

function search(grid: number[][], wanted: number): string {
  let visited = 0;
  outer: for (const [y, row] of grid.entries()) {
    inner: for (let x = 0; ; x++) {
      if (x >= row.length) continue outer;
      visited++;
      switch (tick(row[x])) {
        case wanted:
          break outer;
        case -1:
          break inner;
        case -2:
          continue inner;
        default:
      }
      if (row[x] === -3) return `returned at ${x},${y} after ${visited}`;
    }
    visited += 100;
  }
  return `visited ${visited}`;
}

function labelledBlocks(n: number): string {
  const log: string[] = [];
  block: {
    log.push("a");
    if (tick(n) === 1) break block;
    log.push("b");
    deeper: {
      for (let i = 0; i < 3; i++) {
        if (tick(i) === n) break deeper;
        if (i + n === 5) break block;
      }
      log.push("c");
    }
    log.push("d");
  }
  log.push("e");
  return log.join("");
}

function twoLabels(): number {
  let n = 0;
  first: second: while (true) {
    for (;;) {
      if (tick(++n) < 3) continue first;
      if (n < 5) continue second;
      if (n < 7) break;
      break first;
    }
    n += 10;
  }
  return n;
}

function labelledIf(n: number): string {
  let s = "";
  l: if (tick(n) > 1) {
    s += "x";
    if (tick(n) > 2) break l;
    s += "y";
  } else s += "z";
  return s;
}

function labelledTry(n: number): string {
  let s = "";
  l: try {
    s += "t";
    if (tick(n) > 1) break l;
    s += "u";
  } finally {
    s += tick("f");
  }
  return s;
}

function labelledSwitch(n: number): string {
  let s = "";
  outer: switch (tick(n)) {
    case 1:
      for (;;) {
        s += "1";
        if (tick(s.length) > 2) break outer;
      }
    case 2:
      s += "2";
      break;
    default:
      s += "d";
  }
  return s;
}

console.log(search([[1, 2], [3, -1, 4], [5, 6]], 5), search([[1], [-2, -3]], 9), search([[1]], 9));
console.log([1, 2, 3, 4].map(labelledBlocks), twoLabels(), [1, 2, 3].map(labelledIf), [1, 2].map(labelledTry), [1, 2, 3].map(labelledSwitch));
