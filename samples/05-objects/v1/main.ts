// A small bank: Ada pays something in each time, and one of the cards is used.
class Account {
  balance = 0;

  constructor(readonly owner: string) {}

  payIn(amount: number): void {
    this.balance += amount;
  }
}

class Card {
  uses = 0;

  use(): void {
    this.uses++;
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
