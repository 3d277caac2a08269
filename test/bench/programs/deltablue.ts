// DeltaBlue: an incremental constraint solver, virtual calls over a graph of objects.
export const size = 12;
const CHAIN_LENGTH = 1_000;

/** Smaller is stronger. */
enum Strength {
  Required,
  StrongPreferred,
  Preferred,
  StrongDefault,
  Normal,
  WeakDefault,
  Weakest,
}

const isStronger = (a: Strength, b: Strength): boolean => a < b;
const weakest = (a: Strength, b: Strength): Strength => Math.max(a, b);

class Variable {
  readonly constraints: Constraint[] = [];
  determinedBy: Constraint | undefined;
  mark = 0;
  walkStrength = Strength.Weakest;
  stay = true;

  constructor(public value: number) {}

  attach(constraint: Constraint): void {
    this.constraints.push(constraint);
  }

  detach(constraint: Constraint): void {
    const index = this.constraints.indexOf(constraint);
    if (index >= 0) this.constraints.splice(index, 1);
    if (this.determinedBy === constraint) this.determinedBy = undefined;
  }

  *consumers(): Generator<Constraint> {
    for (const constraint of this.constraints) {
      if (constraint !== this.determinedBy && constraint.isSatisfied) yield constraint;
    }
  }
}

abstract class Constraint {
  constructor(
    protected readonly planner: Planner,
    readonly strength: Strength,
  ) {}

  abstract readonly isSatisfied: boolean;
  abstract get output(): Variable;
  abstract addToGraph(): void;
  abstract removeFromGraph(): void;
  abstract unsatisfy(): void;
  abstract chooseMethod(mark: number): void;
  abstract markInputs(mark: number): void;
  abstract inputsAreKnown(mark: number): boolean;
  abstract recalculate(): void;
  abstract execute(): void;

  /** True where the value comes from outside the graph. */
  get isInput(): boolean {
    return false;
  }

  add(): this {
    this.addToGraph();
    this.planner.add(this);
    return this;
  }

  remove(): void {
    if (this.isSatisfied) this.planner.remove(this);
    this.removeFromGraph();
  }

  /** The answer is the constraint that had to give way. */
  satisfy(mark: number): Constraint | undefined {
    this.chooseMethod(mark);
    if (!this.isSatisfied) {
      if (this.strength === Strength.Required) throw new Error("a required constraint cannot be satisfied");
      return undefined;
    }
    this.markInputs(mark);
    const output = this.output;
    const overridden = output.determinedBy;
    overridden?.unsatisfy();
    output.determinedBy = this;
    if (!this.planner.propagate(this, mark)) throw new Error("the constraints have a cycle");
    output.mark = mark;
    return overridden;
  }
}

abstract class UnaryConstraint extends Constraint {
  #isSatisfied = false;

  constructor(
    planner: Planner,
    readonly output: Variable,
    strength: Strength,
  ) {
    super(planner, strength);
  }

  override get isSatisfied(): boolean {
    return this.#isSatisfied;
  }

  override addToGraph(): void {
    this.output.attach(this);
    this.#isSatisfied = false;
  }

  override removeFromGraph(): void {
    this.output.detach(this);
    this.#isSatisfied = false;
  }

  override unsatisfy(): void {
    this.#isSatisfied = false;
  }

  override chooseMethod(mark: number): void {
    this.#isSatisfied = this.output.mark !== mark && isStronger(this.strength, this.output.walkStrength);
  }

  override markInputs(): void {}

  override inputsAreKnown(): boolean {
    return true;
  }

  override recalculate(): void {
    this.output.walkStrength = this.strength;
    this.output.stay = !this.isInput;
    if (this.output.stay) this.execute();
  }

  override execute(): void {}
}

class StayConstraint extends UnaryConstraint {}

class EditConstraint extends UnaryConstraint {
  override get isInput(): boolean {
    return true;
  }
}

type Direction = "none" | "forward" | "backward";

abstract class BinaryConstraint extends Constraint {
  protected direction: Direction = "none";

  constructor(
    planner: Planner,
    protected readonly left: Variable,
    protected readonly right: Variable,
    strength: Strength,
  ) {
    super(planner, strength);
  }

  override get isSatisfied(): boolean {
    return this.direction !== "none";
  }

  get input(): Variable {
    return this.direction === "forward" ? this.left : this.right;
  }

  override get output(): Variable {
    return this.direction === "forward" ? this.right : this.left;
  }

  override addToGraph(): void {
    this.left.attach(this);
    this.right.attach(this);
    this.direction = "none";
  }

  override removeFromGraph(): void {
    this.left.detach(this);
    this.right.detach(this);
    this.direction = "none";
  }

  override unsatisfy(): void {
    this.direction = "none";
  }

  override chooseMethod(mark: number): void {
    this.direction = this.#findDirection(mark);
  }

  override markInputs(mark: number): void {
    this.input.mark = mark;
  }

  override inputsAreKnown(mark: number): boolean {
    const { input } = this;
    return input.mark === mark || input.stay || input.determinedBy === undefined;
  }

  override recalculate(): void {
    const { input, output } = this;
    output.walkStrength = weakest(this.strength, input.walkStrength);
    output.stay = this.stays();
    if (output.stay) this.execute();
  }

  protected stays(): boolean {
    return this.input.stay;
  }

  #findDirection(mark: number): Direction {
    const { left, right } = this;
    const mayGoForward = isStronger(this.strength, right.walkStrength);
    const mayGoBackward = isStronger(this.strength, left.walkStrength);
    if (left.mark === mark) return right.mark !== mark && mayGoForward ? "forward" : "none";
    if (right.mark === mark) return mayGoBackward ? "backward" : "none";
    if (isStronger(right.walkStrength, left.walkStrength)) return mayGoBackward ? "backward" : "none";
    return mayGoForward ? "forward" : "none";
  }
}

class EqualityConstraint extends BinaryConstraint {
  override execute(): void {
    this.output.value = this.input.value;
  }
}

class ScaleConstraint extends BinaryConstraint {
  constructor(
    planner: Planner,
    source: Variable,
    readonly factor: Variable,
    readonly offset: Variable,
    target: Variable,
    strength: Strength,
  ) {
    super(planner, source, target, strength);
  }

  override addToGraph(): void {
    super.addToGraph();
    this.factor.attach(this);
    this.offset.attach(this);
  }

  override removeFromGraph(): void {
    super.removeFromGraph();
    this.factor.detach(this);
    this.offset.detach(this);
  }

  override markInputs(mark: number): void {
    super.markInputs(mark);
    this.factor.mark = mark;
    this.offset.mark = mark;
  }

  override execute(): void {
    if (this.direction === "forward") this.right.value = this.left.value * this.factor.value + this.offset.value;
    else this.left.value = (this.right.value - this.offset.value) / this.factor.value;
  }

  protected override stays(): boolean {
    return super.stays() && this.factor.stay && this.offset.stay;
  }
}

class Planner {
  #mark = 0;

  add(constraint: Constraint): void {
    const mark = this.#nextMark();
    let overridden = constraint.satisfy(mark);
    while (overridden !== undefined) overridden = overridden.satisfy(mark);
  }

  remove(constraint: Constraint): void {
    const { output } = constraint;
    constraint.unsatisfy();
    constraint.removeFromGraph();
    const unsatisfied = this.#withdraw(output);
    unsatisfied.sort((a, b) => a.strength - b.strength);
    for (const other of unsatisfied) this.add(other);
  }

  /** Recomputes all that hangs on the constraint; false where it hangs on itself. */
  propagate(constraint: Constraint, mark: number): boolean {
    const todo = [constraint];
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      if (next.output.mark === mark) {
        this.remove(constraint);
        return false;
      }
      next.recalculate();
      todo.push(...next.output.consumers());
    }
    return true;
  }

  plan(inputs: readonly Constraint[]): readonly Constraint[] {
    const mark = this.#nextMark();
    const plan: Constraint[] = [];
    const todo = inputs.filter((constraint) => constraint.isInput && constraint.isSatisfied);
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      const { output } = next;
      if (output.mark === mark || !next.inputsAreKnown(mark)) continue;
      plan.push(next);
      output.mark = mark;
      todo.push(...output.consumers());
    }
    return plan;
  }

  /** Leaves the variable undetermined; the answer is every constraint that may be satisfied now. */
  #withdraw(variable: Variable): Constraint[] {
    variable.determinedBy = undefined;
    variable.walkStrength = Strength.Weakest;
    variable.stay = true;
    const unsatisfied: Constraint[] = [];
    const todo = [variable];
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      unsatisfied.push(...next.constraints.filter((constraint) => !constraint.isSatisfied));
      for (const consumer of next.consumers()) {
        consumer.recalculate();
        todo.push(consumer.output);
      }
    }
    return unsatisfied;
  }

  #nextMark(): number {
    this.#mark++;
    return this.#mark;
  }
}

function checkChain(length: number): number {
  const planner = new Planner();
  const variables = Array.from({ length: length + 1 }, () => new Variable(0));
  const first = variables[0]!;
  const last = variables[length]!;
  for (let i = 0; i < length; i++) new EqualityConstraint(planner, variables[i]!, variables[i + 1]!, Strength.Required).add();
  new StayConstraint(planner, last, Strength.StrongDefault).add();
  const edit = new EditConstraint(planner, first, Strength.Preferred).add();
  const plan = planner.plan([edit]);
  for (let value = 0; value < 100; value++) {
    first.value = value;
    for (const step of plan) step.execute();
    expectValue(last, value);
  }
  edit.remove();
  return last.value;
}

function checkProjection(length: number): number {
  const planner = new Planner();
  const factor = new Variable(10);
  const offset = new Variable(1_000);
  const sources = Array.from({ length }, (_, index) => new Variable(index));
  const targets = sources.map((source) => {
    const target = new Variable(source.value);
    new StayConstraint(planner, source, Strength.Normal).add();
    new ScaleConstraint(planner, source, factor, offset, target, Strength.Required).add();
    return target;
  });
  const source = sources.at(-1)!;
  const target = targets.at(-1)!;
  change(planner, source, 17);
  expectValue(target, 1_170);
  change(planner, target, 1_050);
  expectValue(source, 5);
  change(planner, factor, 5);
  for (const [index, each] of targets.slice(0, -1).entries()) expectValue(each, index * 5 + 1_000);
  change(planner, offset, 2_000);
  for (const [index, each] of targets.slice(0, -1).entries()) expectValue(each, index * 5 + 2_000);
  return target.value;
}

function change(planner: Planner, variable: Variable, value: number): void {
  const edit = new EditConstraint(planner, variable, Strength.Preferred).add();
  const plan = planner.plan([edit]);
  for (let i = 0; i < 10; i++) {
    variable.value = value;
    for (const step of plan) step.execute();
  }
  edit.remove();
}

function expectValue(variable: Variable, value: number): void {
  if (variable.value !== value) throw new Error(`the solver found ${variable.value} instead of ${value}`);
}

export function run(times: number): number {
  let sum = 0;
  for (let i = 0; i < times; i++) sum += checkChain(CHAIN_LENGTH) + checkProjection(CHAIN_LENGTH);
  return sum;
}
