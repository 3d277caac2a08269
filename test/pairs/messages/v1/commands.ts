export type Command = { readonly verb: "order"; readonly product: string; readonly amount: number };

export function readCommand(line: string): Command[] {
  const [verb, product = "", amount] = line.split(" ");
  if (verb === "order") return [{ verb, product, amount: Number(amount) }];
  console.log(`there is no command ${verb}`);
  return [];
}

export function execute({ verb, product, amount }: Command): string {
  return verb === "order" ? `v1 orders ${amount} ${product}` : `unknown command ${verb}`;
}
