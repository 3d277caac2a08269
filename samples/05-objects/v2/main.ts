// The same bank: balances are exact now, payments are counted, and cards have a limit.
class Account {
  balance = 0n;
  payments = 0;

  constructor(readonly owner: string) {}

  payIn(amount: number): void {
    this.balance += BigInt(amount);
    this.payments++;
  }
}

class Card {
  uses = 0;
  limit = 500;

  use(): void {
    this.uses++;
    this.limit--;
  }
}

const account = new Account("Ada");
const cards = [new Card(), new Card()];

const show = (object: object): string =>
  Object.entries(object)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

function spend(): void {
  account.payIn(1);
  cards[0]?.use();
  console.log(`${show(account)} | ${cards.map(show).join(" | ")}`);
}

setInterval(spend, 200);
