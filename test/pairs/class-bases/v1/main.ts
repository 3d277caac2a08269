import { answerLines } from "./ask.js";

class Toy {
  handler = (): string => "handled";

  size(): string {
    return "small";
  }

  get weight(): number {
    return 1;
  }
}

class Animal {
  protected legs = 4;

  kind(): string {
    return `animal of ${this.legs}`;
  }

  static group(): string {
    return "animals";
  }
}

class Pet {
  protected legs = 4;

  kind(): string {
    return `pet of ${this.legs}`;
  }

  static group(): string {
    return "pets";
  }
}

class Cat extends Animal {
  readonly toy = new Toy();
}

class Kitten extends Cat {}

const cats = [new Cat(), new Kitten()];

function answer(line: string): string {
  if (line === "new") return `v1 ${cats.push(new Kitten())}`;
  const cat = cats[Number(line)] as Cat;
  const bases = `${cat instanceof Animal} ${(cat as unknown) instanceof Pet} ${Cat.group()} ${Kitten.group()}`;
  return `v1 ${cat.kind()} ${cat.toy.size()} ${cat.toy.handler()} ${cat.toy.weight} ${bases} ${JSON.stringify(cat)}`;
}

answerLines(answer);
