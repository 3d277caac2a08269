// Preloaded: hot-hook for the programs.
import { join } from "node:path";
import { hot } from "hot-hook";

const folder = import.meta.dirname;
await hot.init({ rootDirectory: folder, root: join(folder, "hot-hook.mjs"), boundaries: [join(folder, "run", "**")] });
