import { answerLines } from "./ask.js";

const name = (): string => "v1";

answerLines((line) => `${line} ${name()}`);
