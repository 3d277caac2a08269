// Streams: lines through transforms into a sink, by `pipeline` and by `for await`.
import { Readable, Transform, type TransformCallback, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";

export const size = 6_000;

class Lines extends Transform {
  #rest = "";

  constructor() {
    super({ readableObjectMode: true });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const lines = (this.#rest + chunk.toString("utf8")).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.push(line);
    done();
  }

  override _flush(done: TransformCallback): void {
    if (this.#rest !== "") this.push(this.#rest);
    done();
  }
}

class Total extends Writable {
  total = 0;

  constructor() {
    super({ objectMode: true });
  }

  override _write(value: number, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.total = (this.total * 31 + value) | 0;
    done();
  }
}

const parse = (): Transform =>
  new Transform({
    objectMode: true,
    transform(line: string, _encoding, done) {
      const [name, value] = line.split("=");
      done(null, (name ?? "").length * Number(value ?? 0));
    },
  });

function* makeChunks(count: number): Generator<Buffer> {
  for (let i = 0; i < count; i++) yield Buffer.from(`item${i}=${i % 97}\nother=${i}\npart`);
}

export async function run(times: number): Promise<string> {
  const total = new Total();
  await pipeline(Readable.from(makeChunks(times)), new Lines(), parse(), total);
  let length = 0;
  for await (const line of Readable.from(makeChunks(times)).pipe(new Lines())) length += (line as string).length;
  return `${total.total} ${length}`;
}
