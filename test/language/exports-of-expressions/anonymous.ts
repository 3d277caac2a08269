import { tick } from "../shared/tick.js";

export default class {
  constructor(readonly n: number) {}
  twice(): number {
    return tick(this.n) * 2;
  }
}
