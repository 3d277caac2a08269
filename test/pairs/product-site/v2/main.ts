import { createServer, type Socket } from "node:net";
import { pause } from "./pause.js";

class Product {
  stock = 10;
  mark = 0;
  votes = 0;
  constructor(readonly name: string) {}

  giveMark(mark: number): void {
    this.mark = (this.mark * this.votes + mark) / (this.votes + 1);
    this.votes++;
  }

  take(quantity: number): boolean {
    if (quantity > this.stock) return false;
    this.stock -= quantity;
    return true;
  }
}

class Site {
  mark = 0;

  constructor(
    readonly name: string,
    readonly products: Product[],
  ) {}

  order(name: string, quantity: number): string {
    const product = this.products.find((p) => p.name === name);
    return product?.take(quantity) === true ? `${quantity} ${name} from ${this.name}, ${product.stock} left` : "sold out";
  }

  markProduct(name: string, mark: number): string {
    const product = this.products.find((p) => p.name === name);
    if (product === undefined) return "no such product";
    product.giveMark(mark);
    this.updateMark();
    return `${name} of ${this.name} has ${product.mark} of ${product.votes}`;
  }

  updateMark(): void {
    const rated = this.products.filter(({ votes }) => votes > 0);
    this.mark = rated.reduce((sum, { mark }) => sum + mark, 0) / rated.length;
  }
}

const company: Site[] = [];

const findSite = (name: string): Site | undefined => company.find((site) => site.name === name);

function describe(site: Site): string {
  return `${site.name}: ${site.products.map(({ name, stock }) => `${stock} ${name}`).join(", ")}`;
}

async function order(quantity: number, product: string, site: string): Promise<string> {
  await new Promise((resolve) => packers.push(resolve));
  return findSite(site)?.order(product, quantity) ?? "no such site";
}

/** Orders wait until somebody packs them. */
const packers: ((value: unknown) => void)[] = [];

function pack(): string {
  for (const resolve of packers.splice(0)) resolve(undefined);
  return "packed";
}

function rate(mark: number, product: string, site: string): string {
  return findSite(site)?.markProduct(product, mark) ?? "no such site";
}

function doCommand(command: string): string | Promise<string> {
  const [verb, ...operands] = command.split(" ");
  if (verb === "order" && operands.length === 3) return order(Number(operands[0]), operands[1] ?? "", operands[2] ?? "");
  if (verb === "rate" && operands.length === 3) return rate(Number(operands[0]), operands[1] ?? "", operands[2] ?? "");
  if (verb === "pack") return pack();
  return "unknown command";
}

function serve(socket: Socket): void {
  socket.setEncoding("utf8").on("data", async (text) => {
    for (const line of String(text).split("\n").filter(Boolean)) socket.write(`${await doCommand(line)}\n`);
  });
}

async function manageSites(): Promise<void> {
  company.push(new Site("brest", [new Product("nut"), new Product("bolt")]), new Site("rennes", [new Product("nut")]));
  for (let turn = 1; ; turn++) {
    for (const site of company) console.log(`${turn} ${describe(site)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    pause(1);
  }
}

void manageSites();
const server = createServer(serve).listen(0, "127.0.0.1", () => console.log(`port ${(server.address() as { port: number }).port}`));
