import { answerLines } from "./ask.js";

const handlers = new Map<string, (path: string) => string>();

const app = {
  get(path: string, handler: (path: string) => string): void {
    handlers.set(path, handler);
  },
};

function routes(prefix: string): void {
  app.get("/status", (path) => {
    const status = "fine";
    return `v2 ${prefix}${path} status ${status}`;
  });
  app.get("/users", (path) => {
    const users = ["ann", "bob"];
    return `v2 ${prefix}${path} users ${users.join()}`;
  });
  app.get("/orders", (path) => {
    const orders = [1, 2, 3];
    return `v2 ${prefix}${path} orders ${orders.length}`;
  });
  app.get("/health", (path) => `v2 ${prefix}${path} healthy`);
}

routes("api");
answerLines((line) => handlers.get(line)?.(line) ?? "none");
