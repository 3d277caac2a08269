// Queens: backtracking over three boolean arrays.
export const size = 12_000;

class Board {
  readonly #rowIsFree: boolean[];
  readonly #risingIsFree: boolean[];
  readonly #fallingIsFree: boolean[];
  readonly queens: number[];

  constructor(readonly width: number) {
    this.#rowIsFree = new Array<boolean>(width).fill(true);
    this.#risingIsFree = new Array<boolean>(2 * width).fill(true);
    this.#fallingIsFree = new Array<boolean>(2 * width).fill(true);
    this.queens = new Array<number>(width).fill(-1);
  }

  place(column: number): boolean {
    for (let row = 0; row < this.width; row++) {
      if (!this.isFree(row, column)) continue;
      this.queens[row] = column;
      this.setFree(row, column, false);
      if (column === this.width - 1 || this.place(column + 1)) return true;
      this.setFree(row, column, true);
    }
    return false;
  }

  isFree(row: number, column: number): boolean {
    return this.#rowIsFree[row]! && this.#risingIsFree[column + row]! && this.#fallingIsFree[column - row + this.width - 1]!;
  }

  setFree(row: number, column: number, free: boolean): void {
    this.#rowIsFree[row] = free;
    this.#risingIsFree[column + row] = free;
    this.#fallingIsFree[column - row + this.width - 1] = free;
  }
}

export function run(times: number): string {
  const solutions = new Set<string>();
  for (let i = 0; i < times; i++) {
    const board = new Board(8 + (i % 3));
    if (!board.place(0)) throw new Error(`no solution for ${board.width} queens`);
    solutions.add(board.queens.join());
  }
  return [...solutions].join(" ");
}
