import { convert, status } from "ts-updatable";
import { answerLines } from "./ask.js";

type Document = string;
const write = (text: string): Document => text;
const show = (document: Document): string => document;

const documents: Document[] = [];

const save = (): string => JSON.stringify({ version: status().version, documents });

async function load(saved: string, patches: readonly string[]): Promise<void> {
  const { version, documents: old } = JSON.parse(saved) as { readonly version: string; readonly documents: unknown };
  const converted = await convert(old, { from: version, key: "src/main.ts#documents", patches });
  documents.push(...(converted as Document[]));
  console.log(`v1 ${documents.map(show).join("; ")}`);
}

function answer(line: string): string {
  const [verb = "", ...words] = line.split(" ");
  if (verb === "write") documents.push(write(words.join(" ")));
  if (verb === "load") load(words.slice(1).join(" "), (words[0] ?? "").split(",")).catch((error: Error) => console.log(error.message));
  return `saved ${save()}`;
}

answerLines(answer);
