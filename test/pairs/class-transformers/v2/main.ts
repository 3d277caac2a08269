import { answerLines } from "./ask.js";

class User {
  tags: string[] = ["a", "b"];
  points = 1;
  readonly label: string;

  constructor(readonly name: string) {
    this.label = `made ${name}`;
  }
}

class Admin extends User {
  rights = 7;
}

const users = [new User("ann"), new Admin("bob")];
const held = (
  (user: User) => () =>
    user
)(new User("cid"));

function answer(line: string): string {
  if (line === "new") users.push(new Admin(`new${users.length}`));
  const all = [...users, held()];
  return `v2 ${all.map((user) => JSON.stringify(user)).join(" ")}`;
}

answerLines(answer);
