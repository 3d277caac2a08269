// Towers of Hanoi: recursion and linked stacks.
export const size = 500;
const DISKS = 13;

interface Disk {
  readonly width: number;
  below: Disk | undefined;
}

class Towers {
  readonly #piles: [Disk | undefined, Disk | undefined, Disk | undefined] = [undefined, undefined, undefined];
  moves = 0;

  constructor(disks: number) {
    for (let width = disks; width > 0; width--) this.#push({ width, below: undefined }, 0);
  }

  move(disks: number, from: Pile, to: Pile): void {
    if (disks === 1) {
      this.#moveTop(from, to);
      return;
    }
    const other = (3 - from - to) as Pile;
    this.move(disks - 1, from, other);
    this.#moveTop(from, to);
    this.move(disks - 1, other, to);
  }

  #moveTop(from: Pile, to: Pile): void {
    this.#push(this.#pop(from), to);
    this.moves++;
  }

  #push(disk: Disk, pile: Pile): void {
    const top = this.#piles[pile];
    if (top !== undefined && disk.width >= top.width) throw new Error("a disk may not lie on a smaller one");
    disk.below = top;
    this.#piles[pile] = disk;
  }

  #pop(pile: Pile): Disk {
    const top = this.#piles[pile];
    if (top === undefined) throw new Error("there is no disk to take");
    this.#piles[pile] = top.below;
    top.below = undefined;
    return top;
  }
}

type Pile = 0 | 1 | 2;

export function run(times: number): number {
  let moves = 0;
  for (let i = 0; i < times; i++) {
    const towers = new Towers(DISKS);
    towers.move(DISKS, 0, 1);
    moves += towers.moves;
  }
  return moves;
}
