type Component = (props: any) => Element;
export interface Element {
  readonly text: string;
}
export declare namespace h {
  namespace JSX {
    type Element = import("./h.js").Element;
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
}
export const Fragment: Component = ({ children }) => ({ text: show(children) });
const show = (value: unknown): string =>
  Array.isArray(value) ? value.map(show).join("") : value === undefined || value === null ? "" : ((value as Element).text ?? String(value));

export function h(type: string | Component, props: any, ...children: unknown[]): Element {
  if (typeof type === "function") return type({ ...props, children });
  const attributes = Object.entries(props ?? {}).map(([name, value]) => ` ${name}="${String(value)}"`);
  return { text: `<${type}${attributes.join("")}>${show(children)}</${type}>` };
}
