// Preloaded: dynohot for what the benchmark has compiled, beside whose folder this file is copied.
import { register } from "node:module";

const compiled = new URL("..", import.meta.url).href.replaceAll(/[.+]/g, "\\$&");
register("dynohot/loader", { parentURL: import.meta.url, data: { ignore: new RegExp(`^(?!${compiled})|/node_modules/`), silent: true } });
