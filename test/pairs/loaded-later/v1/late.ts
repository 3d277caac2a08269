const greeting = ["hello"].join();

let told = 0;

export function tell(line: string): string {
  told++;
  return `v1 ${greeting} ${line} ${told}`;
}
