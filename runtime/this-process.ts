// What one process has one of: the versions that it runs, what it has on probation, and what is being made ready.

import { Ahead } from "./ahead.js";
import { Probation } from "./probation.js";
import { History } from "./versions/history.js";

export const history: History = new History();
export const ahead: Ahead = new Ahead(history);
export const probation: Probation = new Probation();
