import { answerLines } from "./ask.js";

const name = (): string => "v2";

answerLines((line) => `${line} ${name()}`);
