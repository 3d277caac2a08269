// Asks again and again whether the updated program is well: by a shell command that exits with 0, or by a URL that answers 2xx.
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export interface Health {
  /** Shell command, or http(s) URL. */
  readonly check: string;
  /** How long to go on asking, in milliseconds. */
  readonly forMs: number;
  /** So many failures one after the other are one too many. */
  readonly tries: number;
}

const INTERVAL_MS = 1_000;
/** A check that is under way when the time is over has this long. */
export const LAST_CHECK_MS = 3_000;

/** @returns what was wrong; undefined when it was well all the time */
export async function watchHealth({ check, forMs, tries }: Health): Promise<string | undefined> {
  const end = performance.now() + forMs;
  let failures = 0;
  do {
    const problem = await checkOnce(check, Math.max(LAST_CHECK_MS, end - performance.now()));
    failures = problem === undefined ? 0 : failures + 1;
    if (problem !== undefined && failures >= tries)
      return `health check \`${check}\` failed${tries === 1 ? "" : ` ${tries} times in a row`}: ${problem}`;
    await sleep(Math.max(0, Math.min(INTERVAL_MS, forMs / 10, end - performance.now())));
  } while (failures > 0 || performance.now() < end);
  return undefined;
}

function checkOnce(check: string, timeoutMs: number): Promise<string | undefined> {
  return /^https?:\/\//.test(check) ? askUrl(check, timeoutMs) : runCommand(check, timeoutMs);
}

async function askUrl(url: string, timeoutMs: number): Promise<string | undefined> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(Math.ceil(timeoutMs)) });
    await response.body?.cancel();
    return response.ok ? undefined : `it answered ${response.status}`;
  } catch (thrown) {
    const { message, cause } = thrown as Error;
    return cause instanceof Error && cause.message !== "" ? `${message} (${cause.message})` : message;
  }
}

/** In a process group of its own, so that nothing of it stays when it takes too long. What it prints goes to standard error. */
function runCommand(command: string, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, detached: true, stdio: ["ignore", 2, 2] });
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, timeoutMs);
    child.on("error", (error) => resolve(error.message));
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(undefined);
      resolve(signal === null ? `exit code ${code}` : `ended by ${signal}`);
    });
  });
}
