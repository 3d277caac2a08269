// Async generators: chains of them, read by `for await`, with early ends.
export const size = 20_000;

async function* count(limit: number): AsyncGenerator<number> {
  for (let value = 0; value < limit; value++) yield value;
}

async function* map<A, B>(source: AsyncIterable<A>, change: (value: A) => B | Promise<B>): AsyncGenerator<B> {
  for await (const value of source) yield await change(value);
}

async function* inBatches<T>(source: AsyncIterable<T>, length: number): AsyncGenerator<readonly T[]> {
  let batch: T[] = [];
  try {
    for await (const value of source) {
      batch.push(value);
      if (batch.length < length) continue;
      yield batch;
      batch = [];
    }
  } finally {
    ended++;
  }
  if (batch.length > 0) yield batch;
}

async function first<T>(source: AsyncIterable<T>, wanted: (value: T) => boolean): Promise<T | undefined> {
  for await (const value of source) if (wanted(value)) return value;
  return undefined;
}

let ended = 0;

export async function run(times: number): Promise<string> {
  ended = 0;
  let sum = 0;
  const squares = map(count(times), async (n) => (n * n) % 1009);
  for await (const batch of inBatches(squares, 7)) for (const value of batch) sum = (sum * 31 + value) | 0;
  const found = await first(inBatches(count(times), 3), ([head]) => head !== undefined && head * 2 >= times);
  return `${sum} ${found?.join()} ${ended}`;
}
