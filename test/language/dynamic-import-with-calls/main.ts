// What `import()` loads is named by a call.
import { tick } from "../shared/tick.js";

async function load(): Promise<string> {
  const { tick: loaded } = (await import(tick("../shared/tick.js"))) as { tick: typeof tick };
  const both = await Promise.all([tick("a"), import(tick("../shared") + tick("/tick.js"))]);
  return `${loaded === tick} ${both[0]} ${Object.keys(both[1] as object).includes("note")}`;
}

void load().then(console.log);
