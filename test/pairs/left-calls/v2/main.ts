import { park, serve } from "./server.js";
import { letters, setup, teardown, work } from "./steps.js";

async function handle(id: string): Promise<string> {
  const stamps = ["2", setup(id)];
  const each = letters();
  await park();
  stamps.push(await work(), ...each, teardown());
  await new Promise<void>((resolve) => setTimeout(() => resolve(void stamps.push(teardown())), 1));
  return stamps.join("");
}

/** Called by Node alone. */
function entered(id: string): void {
  console.log(`${id}: 2${setup(id)}${teardown()}`);
}

/** No update can come while it runs. */
function leaf(): string {
  return "2";
}

/** Called by code of the program. */
function called(id: string): string {
  return `2${setup(id)}${teardown()}${leaf()}`;
}

serve({ handle, entered, called: (id) => called(id) });
