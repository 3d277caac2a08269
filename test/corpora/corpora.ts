// All corpora, in the order in which they are run. Each has a folder of its own.
import type { Corpus } from "./corpus.ts";
import { engine262 } from "./engine262/engine262.ts";
import { fastify } from "./fastify/fastify.ts";
import { history } from "./history/history.ts";
import { octane } from "./octane/octane.ts";
import { shipped } from "./shipped/shipped.ts";
import { test262 } from "./test262/test262.ts";
import { typescript } from "./typescript/typescript.ts";
import { zod } from "./zod/zod.ts";

export const corpora: readonly Corpus[] = [test262, fastify, zod, shipped, octane, engine262, typescript, history];
