export interface Greeting {
  readonly hello: string;
  readonly visits: number;
}

/** The content of an answer. */
export function greet(name: string, visits: number): Greeting {
  return { hello: name, visits };
}
