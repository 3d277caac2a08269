export interface Client {
  readonly id: string;
  /** In the form of the version that serves the client; undefined before its first visit. */
  state: unknown;
}

interface State {
  readonly notes: readonly string[];
  readonly last: string;
}

/** What one version hands to another. */
export interface Handed {
  readonly visits: number;
  readonly notes: readonly string[];
}

const stateOf = ({ state }: Client): State => (state as State | undefined) ?? { notes: [], last: "" };

export function visit(client: Client, note: string): string {
  const { notes } = stateOf(client);
  client.state = { notes: [...notes, note], last: note } satisfies State;
  return `two ${notes.length + 1}`;
}

export function shed(client: Client): Handed {
  const { notes } = stateOf(client);
  return { visits: notes.length, notes };
}

export function admit(client: Client, { notes }: Handed): void {
  client.state = { notes, last: notes.at(-1) ?? "" } satisfies State;
}

/** It knows how the version before keeps clients. */
export function acquire(client: Client): void {
  const { notes } = client.state as { readonly notes: string };
  admit(client, { visits: 0, notes: notes.split(",") });
}
