import { EventEmitter } from "node:events";

const FORMAT = "2";

export function stamp(what: string): string {
  return `${what}=2${suffix()}`;
}

function suffix(): string {
  return FORMAT;
}

/** Goes on later in each way there is; the functions that it calls tell their version. */
export async function serve(park: () => Promise<void>): Promise<readonly string[]> {
  const stamps = [stamp("begun")];
  await park();
  stamps.push(stamp("awaited"));
  const emitter = new EventEmitter().once("go", () => stamps.push(stamp("event")));
  await new Promise<void>((resolve) => {
    setTimeout(() => {
      stamps.push(stamp("timer"));
      emitter.emit("go");
      resolve();
    }, 1);
  });
  return stamps;
}

export let seats: number = 1;
export const book = (): number => seats++;
