// What one process has one of: the versions that it runs, and what it has on probation.

import { Probation } from "./probation.js";
import { History } from "./versions/history.js";

export const history: History = new History();
export const probation: Probation = new Probation();
