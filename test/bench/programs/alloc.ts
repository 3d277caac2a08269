// Alloc: short-lived objects, arrays, spreads and destructuring.
export const size = 600_000;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly min: Point;
  readonly max: Point;
  readonly tags: readonly string[];
}

class Vector implements Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}

  plus({ x, y }: Point): Vector {
    return new Vector(this.x + x, this.y + y);
  }

  scale(factor: number): Vector {
    return new Vector(this.x * factor, this.y * factor);
  }
}

function grow(box: Box, { x, y }: Point): Box {
  const min = { x: Math.min(box.min.x, x), y: Math.min(box.min.y, y) };
  const max = { x: Math.max(box.max.x, x), y: Math.max(box.max.y, y) };
  return { ...box, min, max };
}

function corners({ min, max }: Box): readonly Vector[] {
  return [new Vector(min.x, min.y), new Vector(max.x, min.y), new Vector(max.x, max.y), new Vector(min.x, max.y)];
}

export function run(times: number): string {
  let box: Box = { min: { x: 0, y: 0 }, max: { x: 0, y: 0 }, tags: ["start"] };
  let center = new Vector(0, 0);
  for (let i = 0; i < times; i++) {
    const [first, , third] = corners(box);
    center = first!.plus(third!).scale(0.5);
    box = grow(box, center.plus({ x: (i % 17) - 8, y: (i % 13) - 6 }));
    if (i % 1000 === 0) box = { ...box, tags: [...box.tags.slice(-3), `step ${i}`] };
  }
  return `${center.x} ${center.y} ${box.tags.join()}`;
}
