export function work(line: string): string {
  if (line === "throw") {
    const reason = line.toUpperCase();
    throw new Error(`told to ${reason}`);
  }
  return `v2 ${line}`;
}
