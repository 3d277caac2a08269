import { isMainThread } from "node:worker_threads";
import { manage } from "./manager.js";
import { serve } from "./socket.js";

if (isMainThread) serve();
else manage();
