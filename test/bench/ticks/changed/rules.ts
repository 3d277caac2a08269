// What a controller decides: each decision depends on those before.
export const version = 2;

export interface State {
  level: number;
}

export function decide(state: State, tick: number): void {
  state.level += ((tick * 7) % 5) - (state.level > 60 ? 4 : 0);
}
