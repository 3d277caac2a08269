// A client that reads log lines from one connection for ever: half a line may wait in its hands while it is updated.
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { answerLines } from "./ask.js";

let sending: Socket | undefined;
let sent = 0;
let connections = 0;

/** Sends lines in pieces that end anywhere, until it is told to stop. */
const server = createServer((socket) => {
  connections++;
  sending = socket;
});
server.listen(0);
await once(server, "listening");
let rest = "";
const stream = setInterval(() => {
  for (let i = 0; i < 7; i++) rest += `line ${sent++}\n`;
  if (sending === undefined) return;
  const end = 1 + ((sent * 13) % rest.length);
  sending.write(rest.slice(0, end));
  rest = rest.slice(end);
}, 2);

interface Report {
  lines: number;
  bytes: number;
  gaps: number;
  readonly versions: Set<string>;
}

const report: Report = { lines: 0, bytes: 0, gaps: 0, versions: new Set() };

async function follow(port: number): Promise<void> {
  const socket = connect(port);
  let partial = "";
  let expected = 0;
  let offset = 0;
  let longest = 0;
  for await (const chunk of socket.setEncoding("utf8")) {
    const text = partial + (chunk as string);
    const lines = text.split("\n");
    partial = lines.pop() ?? "";
    offset += (chunk as string).length;
    for (const line of lines) {
      if (line !== `line ${expected}`) report.gaps++;
      expected++;
      longest = Math.max(longest, line.length);
      report.lines = expected;
    }
    report.bytes = offset;
    if (longest > 0) report.versions.add("v3"); // a piece may hold no end of a line
  }
}

void follow((server.address() as { port: number }).port);

answerLines((line) => {
  if (line === "stop") {
    clearInterval(stream);
    sending?.write(rest);
    rest = "";
  }
  const whole = Array.from({ length: sent }, (_, n) => `line ${n}\n`).join("").length;
  const { versions, lines, bytes, gaps } = report;
  const isWhole = lines === sent && bytes === whole;
  return `${[...versions].join("")} ${lines > 20} gaps ${gaps} connections ${connections} whole ${isWhole}`;
});
