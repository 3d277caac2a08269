// What other tools do with the same edit of a running program, and what they cost until there is one. npm installs them.
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { linkThereAndBack } from "../builds.ts";
import { copyChanged } from "../change.ts";
import type { Context, Group } from "../group.ts";
import { install } from "../installed.ts";
import type { Measurement } from "../measure.ts";
import { edits } from "../peers/edit.mjs";
import { benchFolder, outputFolder } from "../places.ts";
import { ProcessError, runForJson } from "../processes.ts";
import { buildProject } from "../projects.ts";
import type { Row, Section } from "../report.ts";
import { inRounds } from "../rounds.ts";
import { toFigure, toRatioRow } from "../rows.ts";

const packages = { dynohot: "1.2.1", "hot-hook": "1.0.0", vite: "8.3.8" };

const peers = ["ts-updatable", "live-edit", "vite", "dynohot", "hot-hook"] as const;
type Peer = (typeof peers)[number];

const loops = ["loop", "loop that awaits", "suspended call"];
const values = ["closure", "closure that captures more", "object", "held function", "module state"];
const checks = [...loops, ...values];

const steady = ["fib", "deltablue", "closures", "await-chains"];
const folder = join(outputFolder, "peers");
const preloaded = (peer: Peer): readonly string[] =>
  peer === "dynohot" || peer === "hot-hook" ? ["--no-warnings", "--import", join(folder, `${peer}-register.mjs`)] : [];

export const peersGroup: Group = {
  name: "peers",
  about: "what LiveEdit, Vite, dynohot and hot-hook do with the same edit; what they cost before",
  async measure(context) {
    const missing = install("peers", packages, context);
    if (missing !== undefined) return missing;
    cpSync(join(benchFolder, "peers"), folder, { recursive: true });
    return [...(await measureEdits(context)), await measureSteady(context)];
  },
};

/** What a check found; `took` is the milliseconds until the peer said that the edit was made. */
interface Found {
  readonly status: string;
  readonly found: string;
  readonly took: number;
}

interface Subjects {
  readonly plain: string;
  readonly updatable: string;
  /** None where the edit is refused. */
  readonly patches: Readonly<Record<keyof typeof edits, string | undefined>>;
}

async function measureEdits(context: Context): Promise<readonly Section[]> {
  const subjects = buildSubjects(context);
  const rows = checks.map((check): Row => {
    const cells = peers.map((peer) => {
      context.progress(`${check}, ${peer}`);
      const { status, found } = probe(peer, check, subjects);
      return status === "ok" ? found : `refused: ${status}`;
    });
    return { title: check, cells };
  });
  const measured = await inRounds(peers, context.rounds, (peer) => {
    context.progress(`time to effect, ${peer}`);
    return probe(peer, "module state", subjects).took;
  });
  const took = { title: "time to effect", cells: peers.map((peer) => toFigure("ms", measured.get(peer)!, (value) => value)) };
  return [
    { title: "an edit reaches what was there before", columns: peers, rows },
    {
      title: "an edit is in force",
      note: "by the clock, with an idle program; hot-hook and dynohot watch files",
      columns: peers,
      rows: [took],
    },
  ];
}

function buildSubjects({ progress }: Context): Subjects {
  progress("peers: compiling");
  const sources = join(folder, "sources");
  mkdirSync(sources, { recursive: true });
  copyFileSync(join(benchFolder, "peers", "program.ts"), join(sources, "program.ts"));
  const updatable = buildProject(join(folder, "v1"), sources, "updatable", "program.ts");
  const link = (name: keyof typeof edits): string | undefined => {
    const changed = join(folder, `sources-${name}`);
    copyChanged(sources, changed, edits[name]);
    const version = buildProject(join(folder, `v2-${name}`), changed, "updatable", "program.ts");
    try {
      return linkThereAndBack(updatable, version, join(folder, `patches-${name}`))[0];
    } catch (error) {
      if (error instanceof ProcessError && error.message.includes("[CAPTURE_MISSING]")) return undefined;
      throw error;
    }
  };
  const plain = buildProject(join(folder, "plain"), sources, "plain", "program.ts");
  return { plain, updatable, patches: { texts: link("texts"), captures: link("captures") } };
}

/** In a process and a folder of its own, since most peers are told of an edit by a file that changes. */
function probe(peer: Peer, check: string, { plain, updatable, patches }: Subjects): Found {
  const name = check === "closure that captures more" ? "captures" : "texts";
  if (peer === "ts-updatable") {
    const patch = patches[name];
    if (patch === undefined) return { status: "CAPTURE_MISSING", found: "old code", took: 0 };
    return runForJson([join(folder, "probe.mjs"), peer, check, join(updatable, "program.js"), patch]);
  }
  const run = join(folder, "run");
  rmSync(run, { recursive: true, force: true });
  cpSync(plain, run, { recursive: true });
  writeFileSync(join(run, "package.json"), JSON.stringify({ type: "module" }));
  return runForJson([...preloaded(peer), join(folder, "probe.mjs"), peer, check, join(run, "program.js")], { EDIT: name });
}

async function measureSteady({ rounds, iterations, builds, progress }: Context): Promise<Section> {
  const columns = ["plain", ...peers] as const;
  const rows: Row[] = [];
  for (const program of steady) {
    const measured = await inRounds(columns, rounds, (column) => {
      progress(`${program}, ${column}`);
      const file = builds.programFile(program, column === "ts-updatable" ? "updatable" : "plain");
      const order = { file, iterations, updates: [], patches: [], ...(column !== "plain" && { loader: join(folder, `${column}.mjs`) }) };
      const flags = column === "plain" ? [] : preloaded(column);
      return runForJson<Measurement>([...flags, join(benchFolder, "measure.ts"), JSON.stringify(order)]).stages[0]!.cpu;
    });
    rows.push(toRatioRow(program, "ms", measured));
  }
  return { title: "before any edit", columns, rows };
}
