// What a CommonJS module hands on from another is found by Node in its text: an ES module that imports it by name must link.
import { one, second, tick } from "./middle.cjs";

console.log(one, second(), tick(3));
