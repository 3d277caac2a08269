// One file, loaded twice: each has its own functions and variables.
import { answerLines } from "./ask.js";
import { rate } from "./rate.js";

const again = "./rate.js?again";
const other = (await import(again)) as typeof import("./rate.js");

answerLines((line) => `${line} ${rate()} ${other.rate()} main`);
