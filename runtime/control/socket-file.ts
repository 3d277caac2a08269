// The socket as a file: made where nobody else can reach it, put in its place in one step, taken away only by its owner.
import { constants, lstatSync, mkdtempSync, openSync, renameSync, rmSync, unlinkSync } from "node:fs";
import { chmod, link, lstat, rename, rm } from "node:fs/promises";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { errorText, systemCode } from "./answers.js";
import { findPathProblem, MAX_SOCKET_PATH } from "./socket-path.js";

const NAME = "ts-updatable";
const FOLDER_PREFIX = ".tsu-";
const ATTEMPTS = 5;

/** A socket that cannot be opened: a sentence for the operator. */
export class SocketRefusal extends Error {
  readonly code = "SOCKET_REFUSED";
}

/** Somebody listens there. */
export class SocketInUse extends SocketRefusal {}

export function otherListens(socket: string): string {
  return `another process listens at ${socket} already: give each process a socket path of its own, or set TS_UPDATABLE_JOIN=${socket} for one that is to be updated together with it.`;
}

/** Makes the private folder beside `socket`. Throws {@link SocketRefusal}. */
export function makeFolder(socket: string): string {
  const problem = findPathProblem(socket);
  if (problem !== undefined) throw new SocketRefusal(problem);
  try {
    return mkdtempSync(join(dirname(socket), FOLDER_PREFIX));
  } catch (thrown) {
    throw new SocketRefusal(`cannot create the control socket ${socket}: ${errorText(thrown)}. Its folder must exist and be writable.`);
  }
}

/** The path to listen at, inside the private folder. Throws {@link SocketRefusal}. */
export function bindPath(folder: string): string {
  const direct = join(folder, NAME);
  if (Buffer.byteLength(direct) <= MAX_SOCKET_PATH) return direct;
  if (process.platform !== "linux")
    throw new SocketRefusal(`the folder of the control socket has a path too long for a Unix socket: ${dirname(folder)}`);
  // Kept open for good: when the server closes, libuv unlinks this very path, which must not lead to another folder by then.
  const descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  return `/proc/self/fd/${descriptor}/${NAME}`;
}

/**
 * Makes the socket in `folder`, on which a server listens already, visible as `socket`, mode 0600.
 * A stale socket there is replaced; a live one, or a file that is no socket, throws {@link SocketRefusal}.
 */
export async function publish(folder: string, socket: string, identity: BigInt64Array): Promise<void> {
  const made = join(folder, NAME);
  await chmod(made, 0o600);
  const { ino, dev } = await lstat(made, { bigint: true });
  identity.set([ino, dev]);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await place(made, socket)) return;
    await setAsideStale(folder, socket);
  }
  throw new SocketRefusal(`the control socket ${socket} is being replaced by other processes again and again.`);
}

/**
 * True if done, false if something is there already.
 * A hard link and not a rename: two processes that start together must not overwrite each other's live socket.
 */
async function place(made: string, socket: string): Promise<boolean> {
  try {
    await link(made, socket);
    return true;
  } catch (thrown) {
    if (systemCode(thrown) === "EEXIST") return false;
    return placeWithoutLinks(made, socket);
  }
}

/** For file systems without hard links. */
async function placeWithoutLinks(made: string, socket: string): Promise<boolean> {
  if ((await findFile(socket)) !== undefined) return false;
  await rename(made, socket);
  return true;
}

async function setAsideStale(folder: string, socket: string): Promise<void> {
  const found = await findFile(socket);
  if (found === undefined) return;
  if (!found.isSocket()) throw new SocketRefusal(`${socket} is not a socket and is left as it is: choose another path, or remove it.`);
  await expectStale(socket);
  const aside = join(folder, "stale");
  if (!moveIfStill(found.ino, socket, aside)) return;
  const moved = await lstat(aside, { bigint: true });
  // Somebody replaced the stale one between our look and our rename: give theirs back.
  if (moved.ino !== found.ino || moved.dev !== found.dev) await link(aside, socket);
  await rm(aside, { force: true });
}

/** In one go: several processes may take the place of the one that has ended. */
function moveIfStill(ino: bigint, from: string, to: string): boolean {
  try {
    if (lstatSync(from, { bigint: true }).ino !== ino) return false;
    renameSync(from, to);
    return true;
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return false;
    throw thrown;
  }
}

async function findFile(path: string) {
  try {
    return await lstat(path, { bigint: true });
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return undefined;
    throw thrown;
  }
}

/** Resolves if nobody listens at `socket` any more, rejects with {@link SocketRefusal} in every other case. */
function expectStale(socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = connect(socket);
    probe.once("connect", () => {
      probe.destroy();
      reject(new SocketInUse(otherListens(socket)));
    });
    probe.once("error", (error) => {
      const code = systemCode(error);
      if (code === "ECONNREFUSED" || code === "ENOENT") resolve();
      else reject(new SocketRefusal(`cannot tell whether ${socket} is in use (${error.message}): choose another path, or remove it.`));
    });
  });
}

/** Takes away the private folder, then the socket if it is the one with this identity. Never throws. */
export function removeOwn(folder: string | undefined, socket: string, identity: BigInt64Array): void {
  try {
    // The folder first: a helper thread that has not placed the socket yet can then not do so any more.
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    const { ino, dev } = lstatSync(socket, { bigint: true });
    if (ino === identity[0] && dev === identity[1]) unlinkSync(socket);
  } catch {
    // Not there, or not ours to remove.
  }
}
