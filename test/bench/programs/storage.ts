// Storage: trees of arrays, allocated and dropped.
export const size = 500;

type Tree = Tree[];

class Builder {
  count = 0;
  #seed = 74_755;

  build(depth: number): Tree {
    this.count++;
    if (depth === 1) return new Array<Tree>(1 + (this.#next() % 10));
    const tree: Tree = new Array(4);
    for (let i = 0; i < tree.length; i++) tree[i] = this.build(depth - 1);
    return tree;
  }

  #next(): number {
    this.#seed = (this.#seed * 1309 + 13_849) & 65_535;
    return this.#seed;
  }
}

export function run(times: number): number {
  let count = 0;
  for (let i = 0; i < times; i++) {
    const builder = new Builder();
    const tree = builder.build(7);
    count += builder.count + tree.length;
  }
  return count;
}
