// Greets a visitor, and keeps how often everybody came and what they like.
const GREETING = "Welcome";

interface Visitor {
  visits: number;
  likes: string;
}

const visits = new Map<string, Visitor>();

function come(visitor: Visitor = { visits: 0, likes: "tea" }): Visitor {
  return { ...visitor, visits: visitor.visits + 1 };
}

function greet(name: string): void {
  visits.set(name, come(visits.get(name)));
  console.log(`${GREETING} ${name}, this is visit ${visits.get(name)?.visits}, here is your ${visits.get(name)?.likes}`);
}

setInterval(() => greet("Ada"), 200);
