/** The text of an answer. */
export function greet(name: string, visits: number): string {
  return `Hello ${name}, this is visit ${visits}.`;
}
