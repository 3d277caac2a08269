// The patches by which the main thread came to its version, in memory that all threads share: a thread that starts reads them there.
//
// Not handed down at the start of a worker: what that has by then may be out of date when its first module is loaded.

/** The main thread writes while this is odd. */
const TURN = 0;
const LENGTH = 1;
const HEADER_BYTES = 8;
/** Address space only; memory is taken as the text grows. */
const MOST_BYTES = 1 << 24;

export const makeChain = (): SharedArrayBuffer => new SharedArrayBuffer(HEADER_BYTES, { maxByteLength: MOST_BYTES });

/** Main thread only. @param folders of patches, oldest first */
export function writeChain(chain: SharedArrayBuffer, folders: readonly string[]): void {
  const text = Buffer.from(JSON.stringify(folders));
  const header = headerOf(chain);
  Atomics.add(header, TURN, 1);
  if (chain.byteLength < HEADER_BYTES + text.length) chain.grow(HEADER_BYTES + text.length);
  new Uint8Array(chain, HEADER_BYTES).set(text);
  header[LENGTH] = text.length;
  Atomics.add(header, TURN, 1);
}

export function readChain(chain: SharedArrayBuffer): readonly string[] {
  const header = headerOf(chain);
  for (;;) {
    const turn = Atomics.load(header, TURN);
    // A copy: it may be written again while it is read.
    const text = Buffer.from(new Uint8Array(chain, HEADER_BYTES, header[LENGTH]));
    if (turn % 2 === 0 && Atomics.load(header, TURN) === turn) return text.length === 0 ? [] : (JSON.parse(text.toString()) as string[]);
  }
}

const headerOf = (chain: SharedArrayBuffer): Int32Array<SharedArrayBuffer> =>
  new Int32Array(chain, 0, HEADER_BYTES / Int32Array.BYTES_PER_ELEMENT);
