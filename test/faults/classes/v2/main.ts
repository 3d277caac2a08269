// A program whose classes and objects its update changes: fields, private names, members, a base class.
import { type ApplyAnswer, applyPatch } from "ts-updatable";

class Account {
  #balance = "10";
  #log = ["begun"];
  owner = { name: "ann" };
  size = 7;
  static rate = 3;
  static limit = 5;

  constructor(readonly name: string) {}

  show(): string {
    return `v2 ${this.name} ${this.#balance} ${this.#log.join()} ${this.owner.name} ${this.size} ${Account.limit} ${this.#hidden()}`;
  }

  #hidden(): string {
    return `hidden ${this.name}`;
  }

  added(): string {
    return "added";
  }

  get label(): string {
    return `v2 ${this.name}`;
  }
}

class Note {
  mark = "mark";

  constructor(readonly text: string) {}
}

class Stamp {
  readonly id: string;
  price = 5;

  constructor(id: number) {
    this.id = `${id}`;
  }
}

class Page {
  weigh(): number {
    return 1;
  }
}

class Paper {
  weigh(): number {
    return 80;
  }
}

class Sheet extends Paper {}

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
    accounts: accounts.map((account) => [Object.entries(account), account.show(), account.label, account.added()]),
    notes: notes.map((note) => [note.mark, note.text]),
    stamps: stamps.map((stamp) => Object.entries(stamp)),
    sheets: sheets.map((sheet) => [sheet.weigh(), sheet instanceof Page]),
    shapes: [Account, Note, Stamp, Page, Paper, Sheet].map(shapeOf),
    new: [Object.entries(new Account("new")), Object.entries(new Note("new")), Object.entries(new Stamp(3))],
  };
}

export const end = (): Promise<unknown> => Promise.resolve(digest());
