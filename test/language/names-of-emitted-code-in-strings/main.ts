// `$1` in a replacement, and a property called `$v`, are no variables: the functions around them stay movable. What looks like the comment
// that leads to the source map is not cut.
// Nothing else is imported, so that the storm finds frames only here.
interface Price {
  readonly $v: number;
}

function quoteWords(text: string): string {
  let result = "";
  for (const word of text.split(" ")) result += word.replace(/(\w+)/, "<$1>");
  return result;
}

function sum(prices: readonly Price[]): number {
  let total = 0;
  for (const { $v: value } of prices) total += value;
  return total;
}

console.log(quoteWords("a b c"), sum([{ $v: 1 }, { $v: 2 }]), "$t1".length, "//# sourceMappingURL=nowhere.js.map".length);
