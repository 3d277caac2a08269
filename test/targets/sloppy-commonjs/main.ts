var strict = require("./strict.js");
function alias(a: any, b?: any) {
  arguments[0] = "changed";
  b = strict.tick("b");
  return [a, arguments[1], arguments.length].join();
}
function boxed(this: any) {
  return typeof this + (this === globalThis);
}
function blocks(flag: boolean) {
  if (flag) {
    function inner() {
      return strict.tick("inner");
    }
  }
  return typeof inner === "function" ? inner() : typeof inner;
}
function leaked() {
  // @ts-expect-error
  undeclared = strict.tick("leaked");
  // @ts-expect-error
  return undeclared;
}
function evaluated(x: number) {
  eval("x = x + 1; var declared = 'by eval'");
  // @ts-expect-error
  return x + declared;
}
function within(o: object) {
  // @ts-expect-error
  with (o) return value;
}
function octal() {
  return strict.strictly(alias.call(1, 1, 2), (function () { return typeof this; }).call("text"));
}
console.log(alias(1, 2), boxed(), boxed.call(5), blocks(true), blocks(false), leaked(), evaluated(1), within({ value: "with" }), octal());
