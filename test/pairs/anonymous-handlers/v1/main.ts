import { answerLines } from "./ask.js";

const handlers = new Map<string, (path: string) => string>();

const app = {
  get(path: string, handler: (path: string) => string): void {
    handlers.set(path, handler);
  },
};

function routes(prefix: string): void {
  app.get("/users", (path) => {
    const users = ["ann", "bob"];
    return `v1 ${prefix}${path} users ${users.join()}`;
  });
  app.get("/orders", (path) => {
    const orders = [1, 2, 3];
    return `v1 ${prefix}${path} orders ${orders.length}`;
  });
  app.get("/health", (path) => `v1 ${prefix}${path} healthy`);
}

routes("api");
answerLines((line) => handlers.get(line)?.(line) ?? "none");
