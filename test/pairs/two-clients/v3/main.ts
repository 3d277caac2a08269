import { answerLines } from "./ask.js";

const name = (): string => "v3";

answerLines((line) => `${line} ${name()}`);
