// Adds up numbers in a loop that never gives the thread back.
function main(): void {
  let total = 0;
  let squares = 0;
  for (let n = 1; ; n++) {
    total += weigh(n);
    squares++;
    console.log(`n = ${n}, total = ${total}, squares = ${squares}`);
    pause(200);
  }
}

/** What a number adds to the total. */
function weigh(n: number): number {
  return n * n;
}

/** Keeps the thread busy: no timer, promise or socket gets its turn meanwhile. */
function pause(ms: number): void {
  const end = Date.now() + ms;
  while (Date.now() < end);
}

main();
