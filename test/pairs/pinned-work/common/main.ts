// A server whose requests take a lock, work, and give it back: every call tells its version, and the format of locks is another in each.
import { createServer } from "node:http";
import { transaction } from "ts-updatable";
import { setup, teardown } from "./locks.js";
import { process as work } from "./process.js";

let parked = 0;
const [half, whole] = [createGate(), createGate()];

function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

async function park(): Promise<void> {
  parked++;
  await half.opened;
  await whole.opened;
  parked--;
}

async function handle(id: string): Promise<readonly string[]> {
  const stamps: string[] = [];
  setup(id, stamps);
  await work(stamps, park);
  teardown(id, stamps);
  return stamps;
}

function command(name: string): string {
  if (name === "half" || name === "open") half.open();
  if (name === "open") whole.open();
  return String(parked);
}

async function answer(path: string): Promise<string> {
  const [, verb = "", id = ""] = path.split("/");
  if (verb === "work") return JSON.stringify(await handle(id));
  return verb === "transaction" ? JSON.stringify(await transaction(() => handle(id), { label: "request" })) : command(verb);
}

const server = createServer((request, response) => {
  answer(request.url ?? "").then(
    (text) => response.end(text),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});

server.listen(0, () => {
  const address = server.address();
  console.log(`port ${typeof address === "object" ? address?.port : ""}`);
});
process.stdin.resume().on("end", () => process.exit());
