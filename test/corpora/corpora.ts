// All corpora, in the order in which they are run. Each has a folder of its own.
import type { Corpus } from "./corpus.ts";
import { fastify } from "./fastify/fastify.ts";
import { shipped } from "./shipped/shipped.ts";
import { test262 } from "./test262/test262.ts";
import { typescript } from "./typescript/typescript.ts";
import { zod } from "./zod/zod.ts";

export const corpora: readonly Corpus[] = [test262, fastify, zod, shipped, typescript];
