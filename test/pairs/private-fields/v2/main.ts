import { answerLines } from "./ask.js";

class Account {
  code = this.compute();
  #balance = 10;
  #holder = "ann";
  #title = "title";
  #step = 2;
  static readonly #rate: number = 4;
  #key: string;

  constructor(readonly name: string) {
    this.#key = `made ${name}`;
  }

  #salt(): string {
    return "salted";
  }

  compute(): string {
    return `v2 ${this.#salt()}`;
  }

  show(): string {
    return `v2 ${this.name} ${this.#balance + 1} ${this.#holder} ${this.#title} ${this.#step} ${Account.#rate} ${this.code} ${this.#key}`;
  }

  add(): void {
    this.#balance += 100;
    this.#holder += "?";
  }
}

const accounts = [new Account("first"), new Account("second")];

answerLines((line) => {
  if (line === "new") accounts.push(new Account("third"));
  if (line === "add") accounts[0]?.add();
  return accounts.map((account) => account.show()).join("; ");
});
