import { applyPatch, rollback, status } from "ts-updatable";
import { stay } from "./stay.js";

const patch = process.env["PATCH"] ?? "";

function work(): string {
  const kept = Math.sqrt(16);
  console.log("v2 asks");
  void applyPatch(patch).then(({ ok, moved }) => console.log(`in force ${ok}, moved ${moved?.length}`));
  console.log("v2 goes on");
  return `v2 keeps ${kept}`;
}

function main(): void {
  console.log(work());
  console.log(`versions ${status().versions.length}`);
  setTimeout(goBack, 10);
}

function goBack(): void {
  void rollback().then(({ ok }) => console.log(`back ${ok} ${work.toString().length > 0}`));
}

main();
stay();
