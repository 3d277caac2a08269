// What one process has one of: the versions that it runs, and what it has on probation.
import { History } from "./history.js";
import { Probation } from "./probation.js";

export const history: History = new History();
export const probation: Probation = new Probation();
