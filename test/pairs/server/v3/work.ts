export function work(line: string): string {
  return `v3 ${line}${suffix()}`;
}

function suffix(): string {
  return "!";
}
