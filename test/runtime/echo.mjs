// A child process that sends each message back: over a channel that it reads, and over one that it listens to.
import { channel } from "../../dist/runtime/index.js";

channel(process, "heard").on("message", (message) => channel(process, "heard").post({ heard: message }));
for await (const message of channel(process, "read")) {
  channel(process, "read").post({ read: message });
  if (message === "end") break;
}
channel(process, "heard").close();
