// Connects again and again to a port, from a process of its own, and tells what came of it: `node connects.mjs PORT COUNT AT_ONCE`.
import { connect } from "node:net";

const [port, count, atOnce] = process.argv.slice(2).map(Number);
const results = {};
let begun = 0;

const once = () =>
  new Promise((resolve) => {
    let text = "";
    const socket = connect(port, "127.0.0.1");
    socket.setEncoding("utf8").on("data", (part) => {
      text += part;
    });
    socket.on("error", (error) => {
      text = error.code;
    });
    socket.on("close", () => resolve(text));
  });

async function client() {
  while (begun < count) {
    begun++;
    if (begun % (count / 10) === 0) console.log(`begun ${begun}`);
    const result = await once();
    results[result] = (results[result] ?? 0) + 1;
  }
}

await Promise.all(Array.from({ length: atOnce }, client));
console.log(JSON.stringify(results));
