export interface Client {
  readonly id: string;
  /** In the form of the version that serves the client; undefined before its first visit. */
  state: unknown;
}

interface State {
  readonly visits: number;
  readonly notes: string;
}

/** What one version hands to another. */
export interface Handed {
  readonly visits: number;
  readonly notes: readonly string[];
}

const stateOf = ({ state }: Client): State => (state as State | undefined) ?? { visits: 0, notes: "" };

export function visit(client: Client, note: string): string {
  const { visits, notes } = stateOf(client);
  client.state = { visits: visits + 1, notes: notes === "" ? note : `${notes},${note}` } satisfies State;
  return `one ${visits + 1}`;
}

export function shed(client: Client): Handed {
  const { visits, notes } = stateOf(client);
  return { visits, notes: notes.split(",") };
}

export function admit(client: Client, { visits, notes }: Handed): void {
  client.state = { visits, notes: notes.join(",") } satisfies State;
}

export function acquire(client: Client): void {
  throw new Error(`no version is older: nothing can be taken of ${client.id}`);
}
