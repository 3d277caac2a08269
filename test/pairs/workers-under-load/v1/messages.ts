export interface Question {
  readonly id: number;
  readonly session: string;
  readonly item: number;
}

export interface Answer {
  readonly id: number;
  readonly price: number;
  readonly visits: number;
}

export const toQuestion = (id: number, session: string, item: number): Question => ({ id, session, item });
export const itemsOf = ({ item }: Question): readonly number[] => [item];
export const toAnswer = (id: number, price: number, visits: number): Answer => ({ id, price, visits });
