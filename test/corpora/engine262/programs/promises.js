const wait = (value, turns) => (turns === 0 ? Promise.resolve(value) : Promise.resolve().then(() => wait(value, turns - 1)));
async function* slow(n) {
  for (let i = 0; i < n; i++) yield await wait(i, i);
}
async function main() {
  let sum = 0;
  for await (const x of slow(4)) sum += x;
  console.log(sum, (await Promise.all([wait("a", 3), wait("b", 1)])).join());
  const { reason } = (await Promise.allSettled([Promise.reject(new Error("no"))]))[0];
  console.log(reason.message);
}
main().then(() => console.log("done"));
