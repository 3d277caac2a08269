import { answerLines } from "./ask.js";

class Room {
  private users: string[] = ["ada"];
  static limit = 5;
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
    return `v1 ${this.title} ${this.users.push(user)}`;
  }
}

class Hall extends Room {
  seats = 10;
  #secret = 7;
  #more = 1;

  constructor(name: string) {
    super(name);
    this.seats++;
  }

  show(): string {
    return `v1 ${this.seats} ${this.#secret + this.#more}`;
  }
}

const rooms = [new Room("a"), new Hall("b")] as const;

function answer(line: string): string {
  if (line === "keys") return rooms.map((room) => Object.keys(room).join()).join(" | ");
  const fresh = new Hall("c");
  return `${rooms.map((room) => room.join(line)).join(" | ")} | ${rooms[1].show()} | ${fresh.join(line)} ${fresh.show()}`;
}

answerLines(answer);
