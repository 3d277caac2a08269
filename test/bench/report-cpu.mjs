// Preloaded into a process whose CPU time is wanted: leaves the milliseconds in the file that TS_UPDATABLE_BENCH_CPU names.
import { writeFileSync } from "node:fs";

const file = process.env.TS_UPDATABLE_BENCH_CPU;
if (file !== undefined) {
  delete process.env.TS_UPDATABLE_BENCH_CPU;
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    writeFileSync(file, String((user + system) / 1000));
  });
}
