import { hold } from "./hold.js";
import { stay } from "./stay.js";

async function outer(): Promise<string> {
  const result = await middle();
  return `outer v2 ${result}`;
}

async function middle(): Promise<string> {
  const result = await inner();
  return `middle v2 ${result}`;
}

async function inner(): Promise<string> {
  await undefined;
  console.log("inner goes on");
  hold(1);
  return "inner v2";
}

void outer().then(console.log);
stay();
