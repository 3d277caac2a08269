export function old(text: string): string {
  return `old ${text}`;
}
