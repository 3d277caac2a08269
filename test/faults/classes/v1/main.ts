// A program whose classes and objects its update changes: fields, private names, members, a base class.
import { type ApplyAnswer, applyPatch } from "ts-updatable";

class Account {
  #balance = 10;
  owner = "ann";
  old = 1;
  static rate = 3;

  constructor(readonly name: string) {}

  show(): string {
    return `v1 ${this.name} ${this.#balance} ${this.owner} ${this.old} ${Account.rate}`;
  }

  gone(): string {
    return "gone";
  }

  get label(): string {
    return `v1 ${this.name}`;
  }
}

class Note {
  lost = "lost";

  constructor(readonly text: string) {}
}

class Stamp {
  constructor(readonly id: number) {}
}

class Page {
  weigh(): number {
    return 1;
  }
}

class Sheet extends Page {}

const accounts = [new Account("first"), new Account("second"), new Account("third")];
const notes = [new Note("a"), new Note("b")];
const stamps = [new Stamp(1), new Stamp(2)];
const sheets = [new Sheet(), new Sheet()];

const namesOf = (of: object): readonly string[] => Object.getOwnPropertyNames(of);

/** Of a class: its own properties and those of its objects' prototypes. */
const shapeOf = (made: { readonly prototype: object }): unknown => [
  namesOf(made),
  namesOf(made.prototype),
  Object.getPrototypeOf(made) === Function.prototype ? "none" : Object.getPrototypeOf(made).name,
];

export function dive(_depth: number, patch: string): Promise<ApplyAnswer> {
  return applyPatch(patch);
}

export const callsThatReturned = (): readonly string[] => [];

export function digest(): unknown {
  return {
    accounts: accounts.map((account) => [Object.entries(account), account.show(), account.label]),
    notes: notes.map((note) => Object.entries(note)),
    stamps: stamps.map((stamp) => Object.entries(stamp)),
    sheets: sheets.map((sheet) => [sheet.weigh(), sheet instanceof Page]),
    shapes: [Account, Note, Stamp, Page, Sheet].map(shapeOf),
    new: [Object.entries(new Account("new")), Object.entries(new Note("new")), Object.entries(new Stamp(3))],
  };
}

export const end = (): Promise<unknown> => Promise.resolve(digest());
