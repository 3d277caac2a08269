// Runs pieces of work at versions that it is told, and asks versions for their functions.
import { applyPatch, loadVersion, runWith, status, type Version, version as versionOf } from "ts-updatable";
import { answerLines } from "./ask.js";
import type * as Work from "./work.js";
import { serve } from "./work.js";

const parked: (() => void)[] = [];
const held = new Map<string, Version>();
const park = (): Promise<void> => new Promise((resolve) => parked.push(resolve));
const tell = (name: string, stamps: Promise<readonly string[]>): void =>
  void stamps.then((all) => console.log(`${name}: ${all.join(" ")}`));

const commands: Readonly<Record<string, (name: string, id: string) => unknown>> = {
  plain: (name) => tell(name, serve(park)),
  with: (name, id) =>
    tell(
      name,
      runWith(id, () => serve(park)),
    ),
  release: () => parked.splice(0).forEach((resume) => resume()),
  hold: (name) => held.set(name, versionOf()).get(name)?.id,
  load: (name) => held.set(name, loadVersion(process.env["PATCH"] ?? "")).get(name)?.id,
  call: (name) => held.get(name)?.module<typeof Work>("src/work.ts").stamp("called"),
  names: (name) => Object.keys(held.get(name)?.module("work.js") ?? {}).join(),
  missing: (name) => held.get(name)?.module("src/none.ts"),
  drop: (name) => held.delete(name),
  status: () => status().stale.length,
  living: () => (globalThis as unknown as { livingVersions(): readonly string[] }).livingVersions().join(),
  swap: (_name, n) => void applyPatch(process.env[Number(n) % 2 === 0 ? "BACK" : "THERE"] ?? "", { policy: "finish-old" }),
};

function answer(line: string): string {
  const [verb = "", name = "", id = ""] = line.split(" ");
  try {
    return `${line} -> ${String(commands[verb]?.(name, id))}`;
  } catch (error) {
    return `${line} -> ${(error as { code?: string }).code} ${(error as Error).message}`;
  }
}

setInterval(() => globalThis.gc?.(), 20).unref();
answerLines(answer);
