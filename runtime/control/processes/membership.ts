// Whether a process opens a control socket or joins the process that has it: what its environment says.
import type { Cluster } from "node:cluster";
import { randomUUID } from "node:crypto";
import { basename, resolve } from "node:path";

/** Path of a control socket whose process this one wants to be updated with. */
export const JOIN_VARIABLE = "TS_UPDATABLE_JOIN";
/** Written by a process that listens, for its children: JSON of {@link Kinship}. */
export const PRIMARY_VARIABLE = "TS_UPDATABLE_PRIMARY";

const LONGEST_NAME = 60;

/** What tells a child whose socket it finds at the path that it inherited. */
interface Kinship {
  readonly pid: number;
  readonly socket: string;
  readonly token: string;
}

/** What a process says of itself when it joins. */
export interface Introduction {
  readonly pid: number;
  readonly name: string;
  /** Of the primary from which it inherited the path; absent where it was told to join whoever listens. */
  readonly token?: string;
}

/** `either`: the first of several that start alike listens, and the others join it. */
export type Role = "listens" | "joins" | "either";

export interface Membership {
  readonly role: Role;
  readonly self: Introduction;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @param socket absolute path */
export function findMembership(socket: string, env: Environment): Membership {
  const self = { pid: process.pid, name: nameOf(env) };
  if (isPath(env[JOIN_VARIABLE], socket)) return { role: isPath(env["TS_UPDATABLE_SOCKET"], socket) ? "either" : "joins", self };
  const kin = readKinship(env[PRIMARY_VARIABLE]);
  if (kin === undefined || kin.socket !== socket || kin.pid === process.pid || !isAlive(kin.pid)) return { role: "listens", self };
  return { role: "joins", self: { ...self, token: kin.token } };
}

/** The children of this process are to join it: also those that start before its socket is open. Returns what they will show. */
export function announce(socket: string, env: Record<string, string | undefined>): string {
  const kinship: Kinship = { pid: process.pid, socket, token: randomUUID() };
  env[PRIMARY_VARIABLE] = JSON.stringify(kinship);
  // A child may have another current folder.
  if (isPath(env["TS_UPDATABLE_SOCKET"], socket)) env["TS_UPDATABLE_SOCKET"] = socket;
  return kinship.token;
}

/** This process listens no more: children that start from now on are on their own. */
export function retract(env: Record<string, string | undefined>): void {
  if (readKinship(env[PRIMARY_VARIABLE])?.pid === process.pid) delete env[PRIMARY_VARIABLE];
}

function isPath(given: string | undefined, socket: string): boolean {
  return given !== undefined && given !== "" && resolve(given) === socket;
}

function readKinship(text: string | undefined): Kinship | undefined {
  try {
    return JSON.parse(text ?? "") as Kinship;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** As its operator knows it: number of a cluster's worker, name in PM2, its own title, or its main file and arguments. */
function nameOf(env: Environment): string {
  if (env["pm_id"] !== undefined) return `${env["name"] ?? "process"} ${env["pm_id"]}`;
  const worker = findClusterWorker();
  if (worker !== undefined) return `worker ${worker}`;
  if (process.title !== "node" && process.title !== process.argv0) return process.title;
  const [, file = "process", ...args] = process.argv;
  return [basename(file), ...args].join(" ").slice(0, LONGEST_NAME);
}

/** Loaded already in a worker; in others it would take time at their start. */
function findClusterWorker(): number | undefined {
  if (!process.connected) return undefined;
  // What the types say of it is the namespace of an import.
  const cluster = process.getBuiltinModule("node:cluster") as unknown as Cluster;
  return cluster.worker?.id;
}
