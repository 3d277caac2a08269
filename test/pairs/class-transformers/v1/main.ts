import { answerLines } from "./ask.js";

class User {
  tags = "a,b";
  score = 1;

  constructor(readonly name: string) {}
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
  return `v1 ${all.map((user) => JSON.stringify(user)).join(" ")}`;
}

answerLines(answer);
