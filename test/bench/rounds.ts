// The order of measuring: in every round each once, so that what disturbs the machine disturbs all alike.

/** One value per round, by name. */
export type Rounds<T> = ReadonlyMap<string, readonly T[]>;

/** Every round starts with another one. */
export async function inRounds<Name extends string, T>(
  names: readonly Name[],
  rounds: number,
  measure: (name: Name) => T | Promise<T>,
): Promise<Rounds<T>> {
  const measured = new Map<string, T[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) for (const name of rotate(names, round)) measured.get(name)!.push(await measure(name));
  return measured;
}

export function mapRounds<A, B>(rounds: Rounds<A>, change: (value: A) => B): Rounds<B> {
  return new Map([...rounds].map(([name, values]) => [name, values.map(change)]));
}

function rotate<T>(values: readonly T[], by: number): readonly T[] {
  const start = by % values.length;
  return [...values.slice(start), ...values.slice(0, start)];
}
