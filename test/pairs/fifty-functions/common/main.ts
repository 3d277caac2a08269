import * as many from "./many.js";

const seen = new Set<number>();

/** How many functions are new. */
function count(): number {
  return Object.values(many).filter((f) => f() === 2).length;
}

function look(): void {
  const fresh = count();
  if (!seen.has(fresh)) console.log(`${fresh} new`);
  seen.add(fresh);
}

setInterval(look, 0);
