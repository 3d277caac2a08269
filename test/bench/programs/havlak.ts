// Havlak: finds the loops of a large control flow graph, with Map, Set and union-find.
export const size = 8;

class Block {
  readonly predecessors: Block[] = [];
  readonly successors: Block[] = [];

  constructor(readonly name: number) {}
}

class Graph {
  readonly #blocks = new Map<number, Block>();

  get start(): Block {
    return this.getBlock(0);
  }

  get size(): number {
    return this.#blocks.size;
  }

  getBlock(name: number): Block {
    let block = this.#blocks.get(name);
    if (block === undefined) {
      block = new Block(name);
      this.#blocks.set(name, block);
    }
    return block;
  }

  connect(from: number, to: number): void {
    const source = this.getBlock(from);
    const target = this.getBlock(to);
    source.successors.push(target);
    target.predecessors.push(source);
  }
}

/** Lays out a graph of nested loops; every method answers with the block at which to go on. */
class GraphBuilder {
  readonly graph = new Graph();

  straight(from: number, length: number): number {
    for (let i = 0; i < length; i++) this.graph.connect(from + i, from + i + 1);
    return from + length;
  }

  diamond(from: number): number {
    this.graph.connect(from, from + 1);
    this.graph.connect(from, from + 2);
    this.graph.connect(from + 1, from + 3);
    this.graph.connect(from + 2, from + 3);
    return from + 3;
  }

  baseLoop(from: number): number {
    const header = this.straight(from, 1);
    const first = this.diamond(header);
    const inner = this.straight(first, 1);
    const second = this.diamond(inner);
    const footer = this.straight(second, 1);
    this.graph.connect(second, inner);
    this.graph.connect(first, header);
    this.graph.connect(footer, from);
    return this.straight(footer, 1);
  }

  nest(groups: number, loops: number, baseLoops: number): void {
    this.graph.connect(0, 2);
    let last = 2;
    for (let group = 0; group < groups; group++) {
      this.graph.connect(2, last + 1);
      last++;
      for (let loop = 0; loop < loops; loop++) {
        const top = last;
        last = this.straight(last, 1);
        for (let base = 0; base < baseLoops; base++) last = this.baseLoop(last);
        const bottom = this.straight(last, 1);
        this.graph.connect(last, top);
        last = bottom;
      }
      this.graph.connect(last, 1);
    }
  }
}

class Loop {
  readonly blocks = new Set<Block>();
  readonly children = new Set<Loop>();
  #parent: Loop | undefined;

  constructor(
    readonly header: Block | undefined,
    readonly isReducible: boolean,
  ) {
    if (header !== undefined) this.blocks.add(header);
  }

  get parent(): Loop | undefined {
    return this.#parent;
  }

  set parent(loop: Loop) {
    this.#parent = loop;
    loop.children.add(this);
  }

  get depth(): number {
    let depth = 0;
    for (const child of this.children) depth = Math.max(depth, child.depth + 1);
    return depth;
  }
}

class LoopTree {
  readonly root = new Loop(undefined, true);
  readonly loops: Loop[] = [];

  create(header: Block, isReducible: boolean): Loop {
    const loop = new Loop(header, isReducible);
    this.loops.push(loop);
    return loop;
  }

  finish(): this {
    for (const loop of this.loops) if (loop.parent === undefined) loop.parent = this.root;
    return this;
  }
}

class UnionFindNode {
  #representative: UnionFindNode = this;
  loop: Loop | undefined;

  constructor(
    readonly block: Block,
    readonly number: number,
  ) {}

  find(): UnionFindNode {
    const passed: UnionFindNode[] = [];
    let node: UnionFindNode = this;
    while (node !== node.#representative) {
      if (node.#representative !== node.#representative.#representative) passed.push(node);
      node = node.#representative;
    }
    for (const other of passed) other.#representative = node;
    return node;
  }

  join(other: UnionFindNode): void {
    this.#representative = other;
  }
}

class LoopFinder {
  readonly #tree = new LoopTree();
  readonly #nodes: UnionFindNode[] = [];
  readonly #numbers = new Map<Block, number>();
  /** Number of the last descendant of each node in the depth-first walk. */
  readonly #last: number[] = [];
  readonly #backEdges: number[][] = [];
  readonly #otherEdges: Set<number>[] = [];

  constructor(start: Block) {
    this.#walk(start);
    this.#classifyEdges();
  }

  find(): LoopTree {
    for (let number = this.#nodes.length - 1; number >= 0; number--) this.#findLoopAt(number);
    return this.#tree.finish();
  }

  #walk(block: Block): void {
    const number = this.#nodes.length;
    this.#numbers.set(block, number);
    this.#nodes.push(new UnionFindNode(block, number));
    for (const successor of block.successors) if (!this.#numbers.has(successor)) this.#walk(successor);
    this.#last[number] = this.#nodes.length - 1;
  }

  #classifyEdges(): void {
    for (const { block, number } of this.#nodes) {
      const sources = block.predecessors.map((predecessor) => this.#numbers.get(predecessor)).filter((source) => source !== undefined);
      this.#backEdges.push(sources.filter((source) => this.#isAncestor(number, source)));
      this.#otherEdges.push(new Set(sources.filter((source) => !this.#isAncestor(number, source))));
    }
  }

  #isAncestor(upper: number, lower: number): boolean {
    return upper <= lower && lower <= this.#last[upper]!;
  }

  #findLoopAt(header: number): void {
    const isSelfLoop = this.#backEdges[header]!.includes(header);
    const body = new Set(this.#backEdges[header]!.filter((source) => source !== header).map((source) => this.#nodes[source]!.find()));
    if (body.size === 0 && !isSelfLoop) return;
    const isReducible = this.#collectBody(header, body);
    this.#createLoop(this.#nodes[header]!, body, isReducible);
  }

  /** Adds to `body` what leads to it without passing the header; false where the loop has a second entry. */
  #collectBody(header: number, body: Set<UnionFindNode>): boolean {
    let isReducible = true;
    // a Set is walked in order of insertion, additions made meanwhile included
    for (const node of body) {
      for (const source of this.#otherEdges[node.number]!) {
        const found = this.#nodes[source]!.find();
        if (!this.#isAncestor(header, found.number)) {
          isReducible = false;
          this.#otherEdges[header]!.add(found.number);
        } else if (found.number !== header) {
          body.add(found);
        }
      }
    }
    return isReducible;
  }

  #createLoop(header: UnionFindNode, body: ReadonlySet<UnionFindNode>, isReducible: boolean): void {
    const loop = this.#tree.create(header.block, isReducible);
    header.loop = loop;
    for (const node of body) {
      node.join(header);
      if (node.loop === undefined) loop.blocks.add(node.block);
      else node.loop.parent = loop;
    }
  }
}

export function run(times: number): string {
  const builder = new GraphBuilder();
  builder.nest(10, 10, 5);
  let loops = 0;
  let depth = 0;
  for (let i = 0; i < times; i++) {
    const tree = new LoopFinder(builder.graph.start).find();
    loops += tree.loops.length;
    depth = Math.max(depth, tree.root.depth);
  }
  return `${loops} loops, depth ${depth}, ${builder.graph.size} blocks`;
}
