// The process that measures start-up: imports modules and prints what that took as JSON. Plain JavaScript, so that no types are stripped.
//
//   node --expose-gc start-up.mjs '{"before": ["typescript"], "files": ["…"]}'
import { pathToFileURL } from "node:url";

const milliseconds = ({ user, system }) => (user + system) / 1000;

function usedHeap() {
  for (let n = 0; n < 3; n++) globalThis.gc();
  return process.memoryUsage().heapUsed;
}

async function measure({ before, files }) {
  for (const name of before) await import(name);
  const begun = process.cpuUsage();
  const heap = usedHeap();
  const collecting = milliseconds(process.cpuUsage(begun));
  const start = process.cpuUsage();
  for (const file of files) await import(pathToFileURL(file).href);
  const loading = milliseconds(process.cpuUsage(start));
  const all = milliseconds(process.cpuUsage()) - collecting;
  return { loading, all, heap: usedHeap() - heap, rss: process.memoryUsage.rss() };
}

process.stdout.write(JSON.stringify(await measure(JSON.parse(process.argv[2]))));
process.exit();
