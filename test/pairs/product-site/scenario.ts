import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "vitest";
import { type Pair, pairsFolder, type Running, type Scenario } from "../../harness/pairs.ts";

/** A connection that stays open through all updates. */
class Client {
  readonly #socket: Socket;
  readonly #lines: AsyncIterator<string>;

  constructor(port: number) {
    this.#socket = connect(port, "127.0.0.1");
    this.#lines = createInterface({ input: this.#socket })[Symbol.asyncIterator]();
  }

  send(command: string): void {
    this.#socket.write(`${command}\n`);
  }

  async answer(): Promise<string> {
    return (await this.#lines.next()).value as string;
  }

  async ask(command: string): Promise<string> {
    this.send(command);
    return await this.answer();
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** No turn of the status loop is missing, and none comes twice. */
function expectEveryTurn({ lines }: Running): void {
  const turns = lines.map((line) => /^(\d+) brest/.exec(line)).flatMap((found) => (found === null ? [] : [Number(found[1])]));
  expect(turns).toEqual(turns.map((_, index) => index + 1));
}

export default {
  shows:
    "products and sites that exist can be rated, then the status loop shows it, without a restart of either; orders in flight are kept; and back",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    const port = Number((await program.line(/^port (\d+)/))[1]);
    const [client, other] = [new Client(port), new Client(port)];
    try {
      client.send("order 3 nut brest");
      expect(await other.ask("rate 4 nut brest")).toBe("unknown command");
      await program.update(await pair.patch("v1", "v2", "--transformers", join(pairsFolder, "product-site", "transformers.ts")));
      expect(await other.ask("rate 4 nut brest")).toBe("nut of brest has 4 of 1");
      expect(await other.ask("rate 5 nut brest")).toBe("nut of brest has 4.5 of 2");
      expect(await other.ask("pack")).toBe("packed");
      expect(await client.answer()).toBe("3 nut from brest, 7 left");
      client.send("order 9 nut brest");
      await program.line(/^\d+ brest: 7 nut, 10 bolt$/);
      await program.update(await pair.patch("v2", "v3"));
      await program.line(/^\d+ brest: 7 nut, 10 bolt, mark 4\.5$/);
      await program.line(/^\d+ rennes: 10 nut, mark 0$/);
      expect(await other.ask("pack")).toBe("packed");
      expect(await client.answer()).toBe("sold out");
      await program.goBack();
      await program.goBack();
      await program.line(/^\d+ brest: 7 nut, 10 bolt$/);
      expect(await other.ask("rate 4 nut brest")).toBe("unknown command");
      expectEveryTurn(program);
    } finally {
      client.close();
      other.close();
    }
  },
} satisfies Scenario;
