import { subscribe } from "node:diagnostics_channel";
import { onUpdate, transaction, UPDATE_CHANNEL, type UpdateEvent } from "ts-updatable";
import { answerLines } from "./ask.js";

let open = (): void => undefined;

function show(who: string, event: UpdateEvent): void {
  const detail =
    event.step === "waiting" ? ` for ${event.blockers.length}` : event.step === "refused" ? ` ${event.answer.error?.code}` : "";
  console.log(`${who}: ${event.step}${detail} ${event.from === event.to}`);
}

const stop = onUpdate((event) => show("listener", event));
onUpdate(() => {
  throw new Error("a listener's own trouble");
})();
subscribe(UPDATE_CHANNEL, (event) => show("channel", event as UpdateEvent));

function answer(line: string): string {
  if (line === "begin") void transaction(() => new Promise<void>((resolve) => (open = resolve)), { label: "task" });
  if (line === "end") open();
  if (line === "stop") stop();
  return `${line} v2`;
}

answerLines(answer);
