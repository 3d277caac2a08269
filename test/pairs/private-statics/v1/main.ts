import { answerLines } from "./ask.js";

class Stock {
  show(): string {
    return "v1";
  }
}

const stock = new Stock();

answerLines(() => stock.show());
