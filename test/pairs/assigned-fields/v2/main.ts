import { answerLines } from "./ask.js";

class Room {
  private users: string[] = ["ada"];
  log: string[] = [];
  count = 0;
  note?: string;
  static limit = 5;
  static extra = new Map([["a", 1]]);
  static readonly kind: string = "room";
  title;
  topic?: string;

  constructor(
    readonly name: string,
    public size = 3,
  ) {
    this.title = name.toUpperCase();
  }

  join(user: string): string {
    this.log.push(user);
    return `v2 ${this.title} ${this.users.push(user)} ${this.log.length} ${++this.count} ${Room.limit} ${Room.extra.size} ${this.note}`;
  }
}

class Hall extends Room {
  rows = 2;
  seats = 20;
  #secret = 7;

  constructor(name: string) {
    super(name);
    this.seats++;
  }

  show(): string {
    return `v2 ${this.seats} ${this.rows} ${this.#secret}`;
  }
}

const rooms = [new Room("a"), new Hall("b")] as const;

function answer(line: string): string {
  if (line === "keys") return rooms.map((room) => Object.keys(room).join()).join(" | ");
  const fresh = new Hall("c");
  return `${rooms.map((room) => room.join(line)).join(" | ")} | ${rooms[1].show()} | ${fresh.join(line)} ${fresh.show()}`;
}

answerLines(answer);
