// Patterns whose defaults or keys are computed by calls are taken apart step by step.
import ts from "typescript";
import { join, quote, type Text } from "../text/text.js";
import { isMember, printAccess } from "./calls.js";
import { printNamed } from "./named-values.js";
import { hasArray, isArrayPattern, isPattern, type Part, type Pattern, partsOf, type Target } from "./pattern-parts.js";
import type { Rewriter } from "./rewriter.js";

/** Gives a target its value: `const a = value`, `a = value`, `$o1.b = value`. */
type Give = (target: Text, value: Text) => Text;

/**
 * Source `{ a = f(), [k()]: b, ...rest } = g()`, as steps
 * `$o1 = $m.object(g())`, `a = ($o2 = $o1.a) === void 0 ? f() : $o2`, `$o3 = $m.key(k())`, `b = $o1[$o3]`, `rest = $m.omit($o1, ["a", $o3])`.
 * (sample `patterns-with-calls`)
 */
export class PatternPrinter {
  readonly #rw: Rewriter;
  readonly #give: Give;

  constructor(rw: Rewriter, give: Give) {
    this.#rw = rw;
    this.#give = give;
  }

  /** Statements that take `value` apart. */
  statements(pattern: Pattern, value: Text): Text {
    return isArrayPattern(pattern) ? this.#arrayStatements(pattern, value) : this.#run(this.#objectSteps(pattern, value));
  }

  /** One expression that takes `value` apart and gives it back; for patterns without arrays. */
  expression(pattern: Pattern, value: Text): Text {
    const steps = this.#objectSteps(pattern, value);
    const [first] = steps;
    return [
      "(",
      join(
        steps.map((step) => step.text),
        ", ",
      ),
      ", ",
      first?.name ?? "void 0",
      ")",
    ];
  }

  #run(steps: readonly Step[]): Text {
    return steps.map(({ pattern, text }) => (pattern === undefined ? [text, "; "] : this.statements(pattern, text)));
  }

  // --- objects

  #objectSteps(pattern: Pattern, value: Text): Step[] {
    const rw = this.#rw;
    const name = rw.newName();
    const parts = (partsOf(pattern) ?? []) as Part[];
    const first = parts[0]?.key;
    const shown = first !== undefined && ts.isIdentifier(first) ? `, ${quote(first.text)}` : "";
    const steps: Step[] = [{ name, text: [`${name} = ${rw.input.module}.object(`, value, `${shown})`] }];
    const keys: Text[] = [];
    for (const part of parts) {
      const key = this.#key(part, steps);
      const reference = this.#reference(part.target, steps);
      const taken: Text = part.isRest ? [`${rw.input.module}.omit(${name}, [`, join(keys, ", "), "])"] : [name, "[", key ?? "", "]"];
      if (key !== undefined) keys.push(key);
      steps.push(...this.#assign(part, reference, taken));
    }
    return steps;
  }

  /** A key as an expression that can be repeated. */
  #key({ key }: Part, steps: Step[]): Text | undefined {
    if (key === undefined) return undefined;
    if (!ts.isComputedPropertyName(key)) return ts.isIdentifier(key) ? quote(key.text) : { start: this.#rw.startOf(key), end: key.end };
    const name = this.#rw.newName();
    steps.push({ text: [`${name} = ${this.#rw.input.module}.key(`, this.#rw.print(key.expression), ")"] });
    return name;
  }

  /** Object and key of a member are evaluated before its value is read. */
  #reference(target: Target, steps: Step[]): Text | undefined {
    if (isPattern(target)) return undefined;
    const rw = this.#rw;
    if (!isMember(target)) return { start: rw.startOf(target), end: target.end };
    const object = rw.newName();
    steps.push({ text: [`${object} = `, rw.print(target.expression)] });
    if (ts.isPropertyAccessExpression(target)) return [object, printAccess(rw, target)];
    const key = rw.newName();
    steps.push({ text: [`${key} = `, rw.print(target.argumentExpression)] });
    return [object, "[", key, "]"];
  }

  /** The value of a part goes to its target, or is taken apart in turn. */
  #assign(part: Part, reference: Text | undefined, taken: Text): Step[] {
    const value = this.#withDefault(part, taken);
    if (reference !== undefined) return [{ text: this.#give(reference, value) }];
    const pattern = part.target as Pattern;
    return hasArray(pattern) ? [{ pattern, text: value }] : this.#objectSteps(pattern, value);
  }

  #withDefault({ initializer, target }: Part, taken: Text): Text {
    if (initializer === undefined) return taken;
    const name = this.#rw.newName();
    const given = printNamed(this.#rw, target, initializer) ?? ["(", this.#rw.print(initializer), ")"];
    return [`(${name} = `, taken, `) === void 0 ? `, given, ` : ${name}`];
  }

  // --- arrays

  /** `$o1 = $m.items(value); try { a = $m.take($o1); … } catch ($q) { throw $m.abandon($o1, $q); } $m.close($o1);` */
  #arrayStatements(pattern: Pattern, value: Text): Text {
    const { module } = this.#rw.input;
    const name = this.#rw.newName();
    const steps = (partsOf(pattern) ?? []).flatMap((part): Step[] => {
      if (part === undefined) return [{ text: `${module}.take(${name})` }];
      const before: Step[] = [];
      const reference = this.#reference(part.target, before);
      return [...before, ...this.#assign(part, reference, `${module}.${part.isRest ? "takeRest" : "take"}(${name})`)];
    });
    return [
      `${name} = ${module}.items(`,
      value,
      "); try { ",
      this.#run(steps),
      `} catch ($q) { throw ${module}.abandon(${name}, $q); } ${module}.close(${name}); `,
    ];
  }
}

/** An expression of its own; or (with `pattern`) a value that is still to be taken apart by statements. */
interface Step {
  readonly text: Text;
  /** Where the value of the first step is kept. */
  readonly name?: string;
  readonly pattern?: Pattern;
}
