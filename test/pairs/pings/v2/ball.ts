export interface Ball {
  readonly n: number;
}
export const toBall = (n: number): Ball => ({ n });
export const numberOf = ({ n }: Ball): number => n;
