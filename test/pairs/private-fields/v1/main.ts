import { answerLines } from "./ask.js";

class Account {
  code = this.compute();
  #balance = "10";
  #owner = "ann";
  title = "title";
  #step = 1;
  static readonly #rate: number = 3;

  constructor(readonly name: string) {}

  compute(): string {
    return "v1";
  }

  show(): string {
    return `v1 ${this.name} ${this.#balance} ${this.#owner} ${this.title} ${this.#step} ${Account.#rate} ${this.code}`;
  }

  add(): void {
    this.#balance += "0";
    this.#owner += "!";
  }
}

const accounts = [new Account("first"), new Account("second")];

answerLines((line) => {
  if (line === "new") accounts.push(new Account("third"));
  if (line === "add") accounts[0]?.add();
  return accounts.map((account) => account.show()).join("; ");
});
