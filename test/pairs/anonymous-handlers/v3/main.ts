import { answerLines } from "./ask.js";

const handlers = new Map<string, (path: string) => string>();

const app = {
  get(path: string, handler: (path: string) => string): void {
    handlers.set(path, handler);
  },
};

function routes(prefix: string): void {
  app.get("/zero", (path) => `v3 ${prefix}${path}`);
  app.get("/users", (path) => `v3 ${prefix}${path}`);
  app.get("/orders", (path) => `v3 ${prefix}${path}`);
  app.get("/health", (path) => `v3 ${prefix}${path}`);
}

routes("api");
answerLines((line) => handlers.get(line)?.(line) ?? "none");
