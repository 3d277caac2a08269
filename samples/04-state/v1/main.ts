// Greets a visitor, and counts how often everybody came.
const GREETING = "Hello";

const visits = new Map<string, number>();

function come(count = 0): number {
  return count + 1;
}

function greet(name: string): void {
  visits.set(name, come(visits.get(name)));
  console.log(`${GREETING} ${name}, this is visit ${visits.get(name)}`);
}

setInterval(() => greet("Ada"), 200);
