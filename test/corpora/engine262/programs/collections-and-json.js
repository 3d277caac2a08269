const words = "the quick brown fox jumps over the lazy dog the end".split(" ");
const counts = new Map();
for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
console.log(
  [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([w, n]) => `${w}=${n}`)
    .join(" "),
);
console.log(JSON.stringify({ a: [1, { b: new Date(0) }], c: undefined, d: [undefined] }, null, 1));
console.log(
  JSON.parse('{"x":[1,2,{"y":null}]}', (_key, value) => (typeof value === "number" ? value * 2 : value))
    .x.slice(0, 2)
    .join(),
);
console.log("a-b-c".replace(/(\w)-(\w)/, "$2+$1"), /(?<y>\d{4})/.exec("in 2026").groups.y);
