globalThis.step("body of a new module");

/** So many that half of the file ends among them: cut there it is no module, and not a whole one that lacks something. */
const WORDS = [
  "price: what one piece of an item costs today, with everything that is taken off it, and nothing that comes on top of it",
  "stock: how many pieces of an item there are, with those that somebody has laid aside, and without those that are on their way",
  "order: which pieces of which items somebody wants to have, in the order in which they were chosen, and where they are to be brought",
];

export function word(): string {
  return (WORDS[0] as string).slice(0, 5);
}
