import { tick } from "../shared/tick.js";

export const late = (): string => [1, 2].map((n) => tick(n)).join("+");
export default tick("default expression");
