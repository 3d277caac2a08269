export type Command =
  | { readonly verb: "order"; readonly product: string; readonly pieces: number }
  | { readonly verb: "rate"; readonly product: string; readonly stars: number };

export function readCommand(line: string): Command[] {
  const [verb, product = "", number] = line.split(" ");
  if (verb === "order") return [{ verb, product, pieces: Number(number) }];
  if (verb === "rate") return [{ verb, product, stars: Number(number) }];
  console.log(`there is no command ${verb}`);
  return [];
}

export function execute(command: Command): string {
  if (command.verb === "order") return `v2 orders ${command.pieces} ${command.product}`;
  return command.verb === "rate" ? `v2 rates ${command.product} ${command.stars}` : `unknown command ${JSON.stringify(command)}`;
}
