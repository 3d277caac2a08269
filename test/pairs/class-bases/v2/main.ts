import { answerLines } from "./ask.js";

class Toy {
  handler(): string {
    return "method";
  }

  size = (): string => `large ${this.weight}`;
  weight = 2;
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

class Cat extends Pet {
  readonly toy = new Toy();
  title = "sir";
}

class Kitten extends Cat {}

const cats = [new Cat(), new Kitten()];

function answer(line: string): string {
  if (line === "new") return `v2 ${cats.push(new Kitten())}`;
  const cat = cats[Number(line)] as Cat;
  const bases = `${(cat as unknown) instanceof Animal} ${cat instanceof Pet} ${Cat.group()} ${Kitten.group()}`;
  return `v2 ${cat.kind()} ${cat.toy.size()} ${cat.toy.handler()} ${cat.toy.weight} ${bases} ${JSON.stringify(cat)}`;
}

answerLines(answer);
