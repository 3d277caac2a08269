export interface Question {
  readonly id: number;
  readonly session: string;
  readonly items: readonly number[];
}

export interface Answer {
  readonly id: number;
  readonly price: number;
  readonly visits: number;
  readonly version: 2;
}

export const toQuestion = (id: number, session: string, item: number): Question => ({ id, session, items: [item] });
export const itemsOf = ({ items }: Question): readonly number[] => items;
export const toAnswer = (id: number, price: number, visits: number): Answer => ({ id, price, visits, version: 2 });
