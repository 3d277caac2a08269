// Lists the properties of classes with their attributes: what a program could see of an update.
type Class = abstract new (...args: never) => object;

export function describe(...all: (Class | symbol)[]): string {
  return all
    .filter((item) => typeof item === "function")
    .map((item) => `${list(item)} | ${list(item.prototype as object)}`)
    .join(" || ");
}

function list(object: object): string {
  return Reflect.ownKeys(object)
    .sort((a, b) => (String(a) < String(b) ? -1 : 1))
    .map((key) => `${String(key)}:${attributes(Object.getOwnPropertyDescriptor(object, key) as PropertyDescriptor)}`)
    .join(" ");
}

function attributes(property: PropertyDescriptor): string {
  const flags = `${property.writable === true ? "w" : ""}${property.enumerable === true ? "e" : ""}${property.configurable === true ? "c" : ""}`;
  const functions = [property.value, property.get, property.set].filter((value) => typeof value === "function") as {
    name: string;
    length: number;
  }[];
  return `${flags}(${functions.map((fn) => `${fn.name}/${fn.length}/${fn.constructor.name}`).join()})`;
}
