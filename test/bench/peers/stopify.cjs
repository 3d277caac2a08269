// A program as Stopify makes it: every call can be captured, nothing is. Prints the CPU time of each iteration as JSON.
//
//   node stopify.cjs FILE ITERATIONS plain|stopified     the file is an ES5 script with `size` and `run`
const { readFileSync } = require("node:fs");

const [file, iterations, way] = process.argv.slice(2);
const times = [];
let start;
const outside = {
  iterations: Number(iterations),
  begin: () => {
    start = process.cpuUsage();
  },
  end: () => {
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  },
};
const source = `${readFileSync(file, "utf8")}
for (var iteration = 0; iteration < iterations; iteration++) { begin(); run(size); end(); }`;
const tell = () => process.stdout.write(JSON.stringify(times));

if (way === "plain") {
  new Function(...Object.keys(outside), source)(...Object.values(outside));
  tell();
} else {
  console.log = console.info = () => {}; // its compiler tells where it was slow
  globalThis.window = globalThis;
  globalThis.stopify = require("@stopify/stopify/dist/src/entrypoints/compiler");
  const compiling = { captureMethod: "lazy", newMethod: "wrapper", es: "sane", getters: false, jsArgs: "simple" };
  const runner = stopify.stopifyLocally(source, compiling, { estimator: "countdown", yieldInterval: 1e12, timePerElapsed: 1 });
  if (runner.kind === "error") throw runner.exception;
  runner.g = Object.assign(Object.create(globalThis), outside);
  runner.run(({ type, value }) => {
    if (type !== "normal") throw value;
    tell();
  });
}
