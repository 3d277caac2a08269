// What is held while updates are made: frames on the stack, or suspended calls. Each call has something to carry over.
type Update = (n: number) => void;

function atTheBottom(updates: number, update: Update): number {
  let made = 0;
  for (; made < updates; made++) update(made);
  return made;
}

function descend(depth: number, updates: number, update: Update): number {
  const label = `depth ${depth}`;
  if (depth === 0) return atTheBottom(updates, update);
  const made = descend(depth - 1, updates, update);
  if (label.length < 7) throw new Error("the label was lost");
  return made;
}

/** All updates are made while `depth` calls stand on the stack. */
export function holdFrames(depth: number, updates: number, update: Update): void {
  if (descend(depth, updates, update) !== updates) throw new Error("a result was lost");
}

async function wait(id: number, until: Promise<number>): Promise<number> {
  const label = `call ${id}`;
  const value = await until;
  return value + label.length + id;
}

export class SuspendedCalls {
  #release: (value: number) => void = () => {};
  readonly #calls: readonly Promise<number>[];

  constructor(count: number) {
    const until = new Promise<number>((resolve) => {
      this.#release = resolve;
    });
    this.#calls = Array.from({ length: count }, (_, id) => wait(id, until));
  }

  /** Lets all go on, and waits for their end. */
  async release(): Promise<void> {
    this.#release(1);
    const values = await Promise.all(this.#calls);
    if (values.some((value, id) => value !== 1 + `call ${id}`.length + id)) throw new Error("a result is wrong");
  }
}
