function* numbers(n) {
  try {
    for (let i = 0; i < n; i++) yield i;
  } finally {
    console.log("closed");
  }
}
function* twice(source) {
  for (const x of source) yield* [x, x];
}
console.log([...twice(numbers(3))].join());
for (const x of numbers(10)) if (x > 2) break;
const [a, , b] = numbers(5);
console.log(a, b, Math.max(...numbers(4)));
