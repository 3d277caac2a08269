import { line } from "./line.js";
import { pause } from "./pause.js";

for (let n = 1; ; n++) {
  console.log(line(n));
  pause(2);
}
