import Anonymous from "./anonymous.js";
import * as all from "./expressions.js";
import fromArrow, { a, b, count, counter, later, makeA } from "./expressions.js";
import made from "./made.js";

console.log(fromArrow(2), fromArrow.name, a, b, made.list.join(), made.double(4), new Anonymous(3).twice(), Anonymous.name);
count();
console.log(counter, all.counter, Object.keys(all).join(), makeA()());
void later.then((value) => console.log(value, all.counter));
