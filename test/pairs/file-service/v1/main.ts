import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { answerLines } from "./ask.js";

/** An open file, read and written at one offset. */
interface Open {
  readonly fd: number;
  off: number;
}

const files = new Map<string, Open>();

function open(name: string): string {
  files.set(name, { fd: openSync(name, "w+"), off: 0 });
  return "opened";
}

function write(name: string, text: string): string {
  const file = files.get(name) as Open;
  file.off += writeSync(file.fd, text, file.off);
  return `written up to ${file.off}`;
}

function seek(name: string, to: string): string {
  (files.get(name) as Open).off = Number(to);
  return "sought";
}

function read(name: string, length: string): string {
  const file = files.get(name) as Open;
  const buffer = Buffer.alloc(Number(length));
  const count = readSync(file.fd, buffer, 0, buffer.length, file.off);
  file.off += count;
  return `read ${buffer.toString("utf8", 0, count)}`;
}

function close(name: string): string {
  closeSync((files.get(name) as Open).fd);
  files.delete(name);
  return "closed";
}

function answer(line: string): string {
  const [verb, name = "", operand = ""] = line.split(" ");
  if (verb === "open") return open(name);
  if (verb === "write") return write(name, operand);
  if (verb === "seek") return seek(name, operand);
  return verb === "read" ? read(name, operand) : close(name);
}

answerLines(answer);
