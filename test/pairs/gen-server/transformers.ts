import { setTimeout as sleep } from "node:timers/promises";
import { defineStateTransformers } from "ts-updatable";

/** What a server of Erlang's is asked when its code changes, once for each. */
async function codeChange(name: string, state: number, version: string): Promise<{ sum: number; count: number }> {
  console.log(`code change of ${name} from ${version}`);
  await sleep(100);
  return { sum: state, count: 0 };
}

export default defineStateTransformers<StateTransformers, WayBack>(
  { "src/main.ts#Counter.state": ({ name, state }) => codeChange(name, state, "1") },
  { "src/main.ts#Counter.state": ({ state }) => state.sum },
);
