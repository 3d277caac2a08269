export function work(line: string): string {
  return `v1 ${line}`;
}
