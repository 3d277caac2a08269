// Loaded before a program whose disk is full, or that is killed, when half of its checkpoint is written.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { writeSync } = fs;

fs.writeSync = (file, bytes, at) => {
  if (file <= 2) return writeSync(file, bytes, at);
  writeSync(file, bytes, 0, bytes.length >> 1);
  if (process.env.DISK === "killed") process.kill(process.pid, "SIGKILL");
  throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
};
syncBuiltinESMExports();
