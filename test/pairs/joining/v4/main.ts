// Another program.
import { answerLines } from "./ask.js";

answerLines((line) => `${line}: another program`);
