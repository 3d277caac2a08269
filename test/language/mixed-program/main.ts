// A small interpreter: everything at once, as real programs use it.
import { tick } from "../shared/tick.js";

type Token = { readonly kind: "number" | "name" | "symbol"; readonly text: string };
type Node =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "call"; readonly callee: Node; readonly args: readonly Node[] }
  | { readonly kind: "lambda"; readonly parameters: readonly string[]; readonly body: Node };

function* tokenize(text: string): Generator<Token> {
  const pattern = /\s*(?:(\d+)|([a-z]+)|(.))/gy;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [, number, name, symbol] = match;
    yield number !== undefined
      ? { kind: "number", text: number }
      : name !== undefined
        ? { kind: "name", text: name }
        : { kind: "symbol", text: symbol ?? "" };
  }
}

class Parser {
  private at = 0;
  private readonly tokens: readonly Token[];
  constructor(text: string) {
    this.tokens = [...tokenize(text)];
  }
  parse(): Node {
    let node = this.primary();
    while (this.peek("(")) node = { kind: "call", callee: node, args: this.list() };
    return node;
  }
  private primary(): Node {
    const token = this.tokens[this.at++];
    switch (token?.kind) {
      case "number":
        return { kind: "number", value: Number(token.text) };
      case "name":
        return { kind: "name", name: token.text };
      default: {
        if (token?.text !== "\\") throw new SyntaxError(`unexpected ${token?.text ?? "end"}`);
        const parameters: string[] = [];
        do parameters.push(this.tokens[this.at++]!.text);
        while (this.peek(",") && ++this.at);
        this.expect(".");
        return { kind: "lambda", parameters, body: this.parse() };
      }
    }
  }
  private list(): Node[] {
    const items: Node[] = [];
    this.expect("(");
    for (;;) {
      if (this.peek(")")) break;
      items.push(this.parse());
      if (!this.peek(",")) break;
      this.at++;
    }
    this.expect(")");
    return items;
  }
  private peek(text: string): boolean {
    return this.tokens[this.at]?.text === text;
  }
  private expect(text: string): void {
    if (!this.peek(text)) throw new SyntaxError(`expected ${text} at ${this.at}`);
    this.at++;
  }
}

type Value = number | ((...args: Value[]) => Value);
const builtins: Record<string, Value> = {
  add: (...args) => args.reduce((a, b) => (tick(a) as number) + (b as number), 0),
  mul: (a, b) => (a as number) * (b as number),
  less: (a, b) => Number((a as number) < (b as number)),
  pick: (c, a, b) => (c ? (a as Function)() : (b as Function)()),
};

function evaluate(node: Node, scope: Record<string, Value>): Value {
  switch (node.kind) {
    case "number":
      return node.value;
    case "name": {
      const value = scope[node.name];
      if (value === undefined) throw new ReferenceError(`no ${node.name}`);
      return value;
    }
    case "lambda":
      return (...args) =>
        evaluate(node.body, Object.assign(Object.create(scope), Object.fromEntries(node.parameters.map((p, i) => [p, args[i] ?? 0]))));
    case "call": {
      const callee = evaluate(node.callee, scope) as (...args: Value[]) => Value;
      return callee(...node.args.map((arg) => evaluate(arg, scope)));
    }
  }
}

const show = (value: Value): string => (typeof value === "number" ? String(value) : "a function");

for (const text of [
  "add(1, mul(2, 3))",
  "\\f,n. f(f, n)(\\f,n. pick(less(n, 2), \\x. 1, \\x. mul(n, f(f, add(n, mul(0, 1), 0)))), 1)",
  "oops",
  "add(1",
  "pick(less(1, 2), \\x. 10, \\x. 20)",
]) {
  try {
    console.log(text, "=>", show(evaluate(new Parser(text).parse(), builtins)));
  } catch (error) {
    console.log(text, "=>", `${(error as Error).name}: ${(error as Error).message}`);
  }
}
