// CD: an aircraft collision detector, balanced trees and vectors allocated for every frame.
export const size = 100;
const FRAMES = 200;
const AREA = 1_000;
const HEIGHT = 10;
const RADIUS = 1;
const VOXEL = 2 * RADIUS;

class Vector2 {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}

  plus(other: Vector2): Vector2 {
    return new Vector2(this.x + other.x, this.y + other.y);
  }

  compareTo(other: Vector2): number {
    return compareNumbers(this.x, other.x) || compareNumbers(this.y, other.y);
  }
}

class Vector3 {
  constructor(
    readonly x: number,
    readonly y: number,
    readonly z: number,
  ) {}

  plus(other: Vector3): Vector3 {
    return new Vector3(this.x + other.x, this.y + other.y, this.z + other.z);
  }

  minus(other: Vector3): Vector3 {
    return new Vector3(this.x - other.x, this.y - other.y, this.z - other.z);
  }

  times(factor: number): Vector3 {
    return new Vector3(this.x * factor, this.y * factor, this.z * factor);
  }

  dot(other: Vector3): number {
    return this.x * other.x + this.y * other.y + this.z * other.z;
  }

  get squaredMagnitude(): number {
    return this.dot(this);
  }

  get magnitude(): number {
    return Math.sqrt(this.squaredMagnitude);
  }

  get isInArea(): boolean {
    return this.x >= 0 && this.x <= AREA && this.y >= 0 && this.y <= AREA && this.z >= 0 && this.z <= HEIGHT;
  }
}

const compareNumbers = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

interface TreeNode<K, V> {
  readonly key: K;
  value: V;
  level: number;
  left: TreeNode<K, V> | undefined;
  right: TreeNode<K, V> | undefined;
}

/** A map sorted by key: an AA tree. */
class TreeMap<K, V> {
  #root: TreeNode<K, V> | undefined;
  readonly #compare: (a: K, b: K) => number;

  constructor(compare: (a: K, b: K) => number) {
    this.#compare = compare;
  }

  get(key: K): V | undefined {
    let node = this.#root;
    while (node !== undefined) {
      const order = this.#compare(key, node.key);
      if (order === 0) return node.value;
      node = order < 0 ? node.left : node.right;
    }
    return undefined;
  }

  /** The answer is the value that the key had before. */
  set(key: K, value: V): V | undefined {
    let previous: V | undefined;
    const insert = (node: TreeNode<K, V> | undefined): TreeNode<K, V> => {
      if (node === undefined) return { key, value, level: 1, left: undefined, right: undefined };
      const order = this.#compare(key, node.key);
      if (order === 0) {
        previous = node.value;
        node.value = value;
        return node;
      }
      if (order < 0) node.left = insert(node.left);
      else node.right = insert(node.right);
      return split(skew(node));
    };
    this.#root = insert(this.#root);
    return previous;
  }

  *entries(): Generator<readonly [K, V]> {
    const path: TreeNode<K, V>[] = [];
    let node = this.#root;
    while (node !== undefined || path.length > 0) {
      while (node !== undefined) {
        path.push(node);
        node = node.left;
      }
      const next = path.pop()!;
      yield [next.key, next.value];
      node = next.right;
    }
  }
}

function skew<K, V>(node: TreeNode<K, V>): TreeNode<K, V> {
  const { left } = node;
  if (left === undefined || left.level !== node.level) return node;
  node.left = left.right;
  left.right = node;
  return left;
}

function split<K, V>(node: TreeNode<K, V>): TreeNode<K, V> {
  const { right } = node;
  if (right?.right === undefined || node.level !== right.right.level) return node;
  node.right = right.left;
  right.left = node;
  right.level++;
  return right;
}

interface Aircraft {
  readonly callSign: number;
  readonly position: Vector3;
}

class Motion {
  constructor(
    readonly callSign: number,
    readonly from: Vector3,
    readonly to: Vector3,
  ) {}

  get delta(): Vector3 {
    return this.to.minus(this.from);
  }

  /** Where the two come closer than allowed for the first time. */
  findCollision(other: Motion): Vector3 | undefined {
    const speed = other.delta.minus(this.delta).squaredMagnitude;
    const between = this.from.minus(other.from);
    if (speed === 0) return between.magnitude <= RADIUS ? this.from.plus(other.from).times(0.5) : undefined;
    const b = 2 * between.dot(this.delta.minus(other.delta));
    const c = between.squaredMagnitude - RADIUS * RADIUS;
    const discriminant = b * b - 4 * speed * c;
    if (discriminant < 0) return undefined;
    const root = Math.sqrt(discriminant);
    const first = (-b - root) / (2 * speed);
    const second = (-b + root) / (2 * speed);
    if (!overlapsUnit(first, second)) return undefined;
    const time = Math.max(first, 0);
    const middle = this.#at(time).plus(other.#at(time)).times(0.5);
    return middle.isInArea ? middle : undefined;
  }

  #at(time: number): Vector3 {
    return this.from.plus(this.delta.times(time));
  }
}

const overlapsUnit = (low: number, high: number): boolean => (low <= 1 && 1 <= high) || (low <= 0 && 0 <= high) || (0 <= low && high <= 1);

/** When a coordinate that moves from `start` by `delta` is within half a radius of the voxel. */
function crossing(voxel: number, start: number, delta: number): { readonly low: number; readonly high: number; readonly isMet: boolean } {
  const margin = RADIUS / 2;
  const enter = (voxel - margin - start) / delta;
  const leave = (voxel + VOXEL + margin - start) / delta;
  const low = delta < 0 ? leave : enter;
  const high = delta < 0 ? enter : leave;
  const isMet = delta === 0 ? voxel <= start + margin && start - margin <= voxel + VOXEL : overlapsUnit(low, high);
  return { low, high, isMet };
}

function passes(motion: Motion, voxel: Vector2): boolean {
  if (voxel.x > AREA || voxel.x < 0 || voxel.y > AREA || voxel.y < 0) return false;
  const { from, delta } = motion;
  const x = crossing(voxel.x, from.x, delta.x);
  const y = crossing(voxel.y, from.y, delta.y);
  if (!x.isMet || !y.isMet) return false;
  if (delta.x === 0 || delta.y === 0) return true;
  return (y.low <= x.high && x.high <= y.high) || (y.low <= x.low && x.low <= y.high) || (x.low <= y.low && y.high <= x.high);
}

const neighbours = [-VOXEL, 0, VOXEL]
  .flatMap((dx) => [-VOXEL, 0, VOXEL].map((dy) => new Vector2(dx, dy)))
  .filter(({ x, y }) => x !== 0 || y !== 0);

function voxelOf({ x, y }: Vector3): Vector2 {
  const round = (value: number): number => VOXEL * Math.trunc(value / VOXEL) - (value < 0 ? VOXEL : 0);
  return new Vector2(round(x), round(y));
}

class CollisionDetector {
  readonly #positions = new TreeMap<number, Vector3>(compareNumbers);

  /** The number of pairs that collide in this frame. */
  handle(frame: readonly Aircraft[]): number {
    const motions = frame.map(
      ({ callSign, position }) => new Motion(callSign, this.#positions.set(callSign, position) ?? position, position),
    );
    let collisions = 0;
    for (const [, group] of this.#groupByVoxel(motions).entries()) collisions += this.#countCollisions(group);
    return collisions;
  }

  #groupByVoxel(motions: readonly Motion[]): TreeMap<Vector2, Motion[]> {
    const groups = new TreeMap<Vector2, Motion[]>((a, b) => a.compareTo(b));
    for (const motion of motions) this.#draw(motion, voxelOf(motion.from), groups, new TreeMap((a, b) => a.compareTo(b)));
    return groups;
  }

  #draw(motion: Motion, voxel: Vector2, groups: TreeMap<Vector2, Motion[]>, seen: TreeMap<Vector2, true>): void {
    if (!passes(motion, voxel) || seen.set(voxel, true) === true) return;
    const group = groups.get(voxel);
    if (group === undefined) groups.set(voxel, [motion]);
    else group.push(motion);
    for (const offset of neighbours) this.#draw(motion, voxel.plus(offset), groups, seen);
  }

  #countCollisions(group: readonly Motion[]): number {
    let count = 0;
    group.forEach((motion, index) => {
      for (let other = index + 1; other < group.length; other++) if (motion.findCollision(group[other]!) !== undefined) count++;
    });
    return count;
  }
}

function simulate(aircraft: number, time: number): readonly Aircraft[] {
  return Array.from({ length: aircraft }, (_, callSign) => {
    const pair = callSign - (callSign % 2);
    const wave = callSign % 2 === 0 ? Math.cos(time) : Math.sin(time);
    return { callSign, position: new Vector3(time, wave * 2 + pair * 3, 10) };
  });
}

export function run(aircraft: number): number {
  const detector = new CollisionDetector();
  let collisions = 0;
  for (let frame = 0; frame < FRAMES; frame++) collisions += detector.handle(simulate(aircraft, frame / 10));
  return collisions;
}
