// A server whose clients move to another version one by one, whenever it says so.
import { loadVersion, type Version, version } from "ts-updatable";
import { answerLines } from "./ask.js";
import type * as Api from "./client.js";
import "./client.js";
import type { Client } from "./client.js";

/** Each client is served by the version that is its home. */
const homes = new Map<string, { readonly client: Client; home: Version }>();
let next: Version | undefined;

const apiOf = (home: Version): typeof Api => home.module<typeof Api>("src/client.ts");

function get(id: string): { readonly client: Client; home: Version } {
  const known = homes.get(id) ?? { client: { id, state: undefined }, home: version() };
  homes.set(id, known);
  return known;
}

/** `shed`: the version that the client leaves drives; `acquire`: the one that it comes to. */
function migrateClient(id: string, driver: string): void {
  const served = get(id);
  if (next === undefined) throw new Error("there is no other version");
  if (driver === "shed") apiOf(next).admit(served.client, apiOf(served.home).shed(served.client));
  else apiOf(next).acquire(served.client);
  served.home = next;
}

const commands: Readonly<Record<string, (id: string, more: string) => unknown>> = {
  visit: (id, note) => apiOf(get(id).home).visit(get(id).client, note),
  state: (id) => JSON.stringify(get(id).client.state),
  load: () => {
    next = loadVersion(process.env["PATCH"] ?? "");
    return next.id;
  },
  migrate: migrateClient,
};

function answer(line: string): string {
  const [verb = "", id = "", more = ""] = line.split(" ");
  return `${line} -> ${String(commands[verb]?.(id, more))}`;
}

answerLines(answer);
