class Account {
  #balance = 0;
  static count = 0;
  constructor(owner) {
    this.owner = owner;
    Account.count++;
  }
  get balance() {
    return this.#balance;
  }
  add(amount) {
    if (amount < 0) throw new RangeError(`negative: ${amount}`);
    this.#balance += amount;
    return this;
  }
}
class Savings extends Account {
  add(amount) {
    return super.add(amount * 1.5);
  }
}
const mine = new Savings("me").add(10).add(20);
console.log(mine.balance, Account.count, mine instanceof Account, Object.keys(mine).join());
try {
  mine.add(-1);
} catch (error) {
  console.log(error.name, error.message);
}
