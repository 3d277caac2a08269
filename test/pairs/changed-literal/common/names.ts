export { NAME } from "./settings.js";
