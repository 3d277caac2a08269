// Await chains: async functions that await each other, one after the other and side by side, some of them failing. What runs side by side
// has nothing in common: after an update the order of microtasks may differ.
export const size = 2_000;

interface Account {
  readonly id: number;
  balance: number;
}

class NotEnough extends Error {}

const accounts = new Map<number, Account>();

async function find(id: number): Promise<Account> {
  const known = accounts.get(id);
  if (known !== undefined) return known;
  const made = { id, balance: 100 };
  accounts.set(id, made);
  await undefined;
  return made;
}

async function take(id: number, amount: number): Promise<number> {
  const account = await find(id);
  if (account.balance < amount) throw new NotEnough(`${id} has ${account.balance}`);
  account.balance -= amount;
  return account.balance;
}

async function give(id: number, amount: number): Promise<number> {
  const account = await find(id);
  account.balance += amount;
  return account.balance;
}

async function move(from: number, to: number, amount: number): Promise<number> {
  try {
    const left = await take(from, amount);
    return left + (await give(to, amount));
  } catch (error) {
    if (!(error instanceof NotEnough)) throw error;
    return 0;
  }
}

async function relay(depth: number, value: number): Promise<number> {
  return depth === 0 ? value : 1 + (await relay(depth - 1, value));
}

export async function run(times: number): Promise<string> {
  accounts.clear();
  let sum = 0;
  for (let i = 0; i < times; i++) {
    const moves = await Promise.all([move(i % 7, i % 5, i % 60), move(10 + (i % 11), 10 + (i % 3), 30), relay(5, i)]);
    for (const value of moves) sum = (sum + value) | 0;
  }
  return `${sum} ${[...accounts.values()].reduce((total, { balance }) => total + balance, 0)}`;
}
