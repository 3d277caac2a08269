import { defineStateTransformers } from "ts-updatable";

const owners = new Map<number, string>();

export default defineStateTransformers<StateTransformers, WayBack>({
  "src/main.ts#Order": (orders, convert) => {
    const sites = orders.map(({ site }) => JSON.stringify(site));
    console.log(`orders of ${[...new Set(sites)].sort().join(" ")}`);
    for (const order of [...orders].sort((a, b) => a.id - b.id)) {
      owners.set(order.id, order.site.name);
      convert(order);
    }
  },
  "src/main.ts#Order.id": ({ id }) => {
    console.log(`order ${id}`);
    return `${owners.get(id)}${id}`;
  },
  "src/main.ts#Product": "lazy",
  "src/main.ts#Product.cents": ({ price }) => {
    console.log(`cents of ${price}`);
    return price * 100;
  },
  "src/main.ts#Site": "eager",
  "src/main.ts#Note": (notes, convert) => {
    console.log(`notes after ${owners.size} orders`);
    for (const note of notes) if (note.text === "second") convert(note);
    setTimeout(() => {
      for (const note of notes) if (note.text === "first") convert(note);
      console.log("notes are done");
    }, 1);
  },
});
