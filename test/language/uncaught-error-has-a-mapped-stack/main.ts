import { tick } from "../shared/tick.js";

class Account {
  constructor(private balance: number) {}
  withdraw(amount: number): number {
    for (let i = 0; i < 2; i++) tick(i);
    if (amount > this.balance) {
      throw new RangeError(`not enough for ${amount}`);
    }
    return (this.balance -= amount);
  }
}

function pay(account: Account, amounts: number[]): void {
  for (const amount of amounts) {
    console.log(account.withdraw(amount));
  }
}

Error.stackTraceLimit = 100;
pay(new Account(10), [1, 2, 30]);
