export * from "./tick.cjs";
export { one, two as second } from "./values.cjs";
