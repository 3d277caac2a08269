// @ts-nocheck: JavaScript that TypeScript would not let pass
import { note, tick } from "../shared/tick.js";

class Account {
  static #made = 0;
  static #log: string[] = [];
  #balance = 0;
  #owner: { name: string; of?: Account } = { name: "?" };
  other: Account | undefined;

  static #register(account: Account): Account {
    tick(++Account.#made);
    return account;
  }
  static open(name: string, amount: number): Account {
    const account = Account.#register(new Account());
    account.#owner = tick({ name, of: account });
    account.#balance += tick(amount);
    return account;
  }
  static get made(): number {
    return tick(this.#made);
  }
  static is(value: object): boolean {
    return #balance in tick(value) && !(tick(1) && #owner in {});
  }
  static list(): string {
    for (let i = 0; i < 3; i++) Account.#log.push(tick(`l${i}`));
    return Account.#log.join();
  }

  get #half(): number {
    return tick(this.#balance) / 2;
  }
  set #half(value: number) {
    this.#balance = tick(value * 2);
  }
  #add(a: number, b = tick(1)): this {
    this.#balance += a + b;
    return tick(this);
  }
  async #later(n: number): Promise<number> {
    await tick(null);
    for (let i = 0; i < n; i++) {
      this.#balance++;
      await tick(i);
    }
    return this.#balance;
  }
  *#each(): Generator<number> {
    for (let i = 0; i < 3; i++) yield tick(i) + this.#balance;
  }
  #tag(parts: readonly string[], ...values: unknown[]): string {
    return parts.join("_") + values.map((v) => tick(v)).join() + (this instanceof Account);
  }

  arithmetic(): string {
    this.#balance = tick(10);
    this.#balance += tick(5);
    this.#balance **= 2;
    this.#balance -= tick(this.#balance++) - tick(100);
    --this.#balance;
    const old = this.#balance--;
    this.#half += tick(3);
    this.#half = this.#half + tick(1);
    this.#half++;
    return `${this.#balance} ${old} ${-this.#balance} ${typeof this.#balance}`;
  }
  logical(): string {
    this.other ??= new Account();
    const o = this.other;
    o.#balance ||= tick(7);
    o.#balance &&= tick(0);
    o.#owner.name &&= tick("n");
    o.#owner.of ??= tick(this);
    return [o.#balance, o.#owner.name, o.#owner.of === this].join();
  }
  patterns(): string {
    [this.#balance, this.#owner] = [tick(1), { name: tick("p") }];
    ({ a: this.#balance, b: this.#owner = tick({ name: "default" }) } = { a: tick(2), b: undefined });
    const { name, ...rest } = tick(this).#owner;
    for (this.#owner.name of ["x", tick("y")]) note("of", this.#owner.name);
    for (this.#owner.name in { k: 1, l: tick(2) }) note("in", this.#owner.name);
    [...this.#owner] = [tick(1), 2];
    const shown = JSON.stringify(this.#owner);
    this.#owner = { name };
    return [name, JSON.stringify(rest), this.#balance, shown].join();
  }
  calls(): string {
    const objects = [this, new Account()];
    let i = 0;
    const pick = (): Account => objects[tick(i++ % 2)];
    this.#add(tick(1), tick(2)).#add(tick(3));
    pick().#add(tick(4)).#add(pick().#balance, tick(5));
    const list = [...this.#each(), ...pick().#each()];
    return [
      list.join("+"),
      this.#tag`a${tick(1)}b${2}`,
      pick().#tag`${tick("c")}`,
      objects.map((o) => o.#balance).join(),
      new (class {
        #x = tick("inner");
        read = (): string => this.#x + objects[0].#balance;
      })().read(),
    ].join(" ");
  }
  optional(nothing: Account | undefined): string {
    return [nothing?.other, (nothing ?? this).#owner.name?.length, this.#owner.of?.other?.made, this.#add(tick(1)).#owner?.name].join("|");
  }
  closures(): string {
    const read = (): number => tick(this.#balance);
    const write = (n: number): void => {
      this.#balance = tick(n);
    };
    function free(account: Account): number {
      return tick(account.#balance) + account.#add(1).#balance;
    }
    const object = {
      account: this as Account,
      read() {
        return tick(this.account.#balance);
      },
      get twice() {
        return this.account.#balance * tick(2);
      },
    };
    write(tick(5));
    return [read(), free(this), object.read(), object.twice, [1, 2].map((n) => this.#add(n).#balance).join()].join();
  }
  wrong(): string {
    const log: string[] = [];
    for (const action of [() => ({}) as Account, () => undefined as never as Account]) {
      try {
        log.push(String(tick(action()).#balance));
      } catch (error) {
        log.push((error as Error).name);
      }
      try {
        tick(action()).#balance = 1;
      } catch (error) {
        log.push((error as Error).name);
      }
    }
    return log.join();
  }
  async waits(): Promise<string> {
    const sum = (await this.#later(2)) + (await new Account().#later(tick(3)));
    return `${sum} ${this.#balance}`;
  }
  make(): new () => { outer(): number; inner(): string } {
    const account = this;
    return class Inner {
      #balance = "shadows";
      #own = tick("own");
      outer(): number {
        return tick(account).#add(1).other === undefined ? 0 : account.other.#half;
      }
      inner(): string {
        this.#own += tick("!");
        return this.#balance + this.#own;
      }
    };
  }
}

const account = Account.open("a", 3);
console.log(account.arithmetic(), account.logical(), Account.made, Account.is(account), Account.is({}), Account.list());
console.log(account.patterns());
console.log(account.calls());
console.log(account.optional(undefined));
console.log(account.closures(), account.wrong());
const Inner = account.make();
console.log(new Inner().inner(), new Inner().inner());
void account.waits().then((text) => console.log(text));

/** Each evaluation of a class has private names of its own. */
function makeClass(n: number) {
  return class {
    #n = tick(n);
    static #count = tick(0);
    static has = (o: object): boolean => #n in tick(o);
    get n(): number {
      this.constructor.prototype;
      return tick(this.#n);
    }
    bump(): number {
      for (let i = 0; i < 2; i++) this.#n += tick(i);
      return this.#n;
    }
    peek(other: object): string {
      try {
        return String(tick(other).#n);
      } catch (error) {
        return (error as Error).name;
      }
    }
    static count(): number {
      return tick(++this.#count);
    }
  };
}
const [One, Two] = [makeClass(1), makeClass(2)];
const [one, two] = [new One(), new Two()];
console.log(one.n, two.n, one.bump(), two.bump(), one.peek(two), one.peek(new One()), One.has(one), One.has(two), One.count(), Two.count());

const made = [1, 2].map(
  (n) =>
    class Named {
      #v = tick(n);
      static make = (): Named => new Named();
      same(o: Named): boolean {
        return #v in tick(o) && o.#v === this.#v;
      }
    },
);
console.log(made.map((C) => made.map((D) => new C().same(D.make())).join()).join());
