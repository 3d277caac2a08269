type Component = (props: any) => Element;
export interface Element {
  readonly text: string;
}
export declare namespace JSX {
  type Element = import("./jsx-runtime.js").Element;
  interface IntrinsicAttributes {
    key?: string;
  }
  interface IntrinsicElements {
    [name: string]: any;
  }
  interface ElementChildrenAttribute {
    children: unknown;
  }
}
export const Fragment = Symbol("fragment");
const show = (value: unknown): string =>
  Array.isArray(value) ? value.map(show).join("") : value === undefined || value === null ? "" : ((value as Element).text ?? String(value));

export function jsx(type: string | Component | typeof Fragment, { children, ...props }: any, key?: string): Element {
  if (typeof type === "function") return type({ ...props, children });
  if (type === Fragment) return { text: show(children) };
  const attributes = Object.entries(props).map(([name, value]) => ` ${name}="${String(value)}"`);
  return { text: `<${String(type)}${key === undefined ? "" : ` key="${key}"`}${attributes.join("")}>${show(children)}</${String(type)}>` };
}
export const jsxs = jsx;
