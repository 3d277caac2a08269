import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { answerLines } from "./ask.js";

/** An open file with a place to read at, a place to write at, and what was read of it last. */
interface Open {
  readonly handle: { readonly descriptor: number };
  readPos: number;
  writePos: number;
  cache: { readonly at: number; readonly bytes: Buffer } | undefined;
}

const files = new Map<string, Open>();

function open(name: string): string {
  files.set(name, { handle: { descriptor: openSync(name, "w+") }, readPos: 0, writePos: 0, cache: undefined });
  return "opened";
}

function write(name: string, text: string): string {
  const file = files.get(name) as Open;
  file.writePos += writeSync(file.handle.descriptor, text, file.writePos);
  file.readPos = file.writePos;
  file.cache = undefined;
  return `written up to ${file.writePos}`;
}

function seek(name: string, to: string): string {
  const file = files.get(name) as Open;
  file.readPos = Number(to);
  file.writePos = Number(to);
  return "sought";
}

function load(file: Open): Buffer {
  const bytes = Buffer.alloc(fstatSync(file.handle.descriptor).size);
  readSync(file.handle.descriptor, bytes, 0, bytes.length, 0);
  file.cache = { at: 0, bytes };
  return bytes;
}

function read(name: string, length: string): string {
  const file = files.get(name) as Open;
  const bytes = (file.cache?.bytes ?? load(file)).subarray(file.readPos, file.readPos + Number(length));
  file.readPos += bytes.length;
  file.writePos = file.readPos;
  return `read ${bytes.toString("utf8")}`;
}

function close(name: string): string {
  closeSync((files.get(name) as Open).handle.descriptor);
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
