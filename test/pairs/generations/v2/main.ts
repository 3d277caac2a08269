import { answerLines } from "./ask.js";

const clients = new Map<string, (message: string | undefined) => void>();
let open = 0;

const nextMessage = (id: string): Promise<string | undefined> => new Promise((resolve) => void clients.set(id, resolve));

/** What a client is served from. */
class Pool {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
    open++;
    console.log(`${name} is open`);
  }

  [Symbol.dispose](): void {
    open--;
    console.log(`${this.name} is closed`);
  }
}

async function serve(id: string): Promise<void> {
  using pool = new Pool("pool of v2");
  for (let count = 1; ; count++) {
    const message = await nextMessage(id);
    if (message === undefined) return;
    console.log(`${id} ${message} ${count} by v2 from the ${pool.name}`);
  }
}

function answer(line: string): string {
  const [verb = "", id = ""] = line.split(" ");
  if (verb === "connect") void serve(id);
  else clients.get(id)?.(verb === "leave" ? undefined : verb);
  return `${line}: ${open} open`;
}

answerLines(answer);
