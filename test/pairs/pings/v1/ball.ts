export type Ball = number;
export const toBall = (n: number): Ball => n;
export const numberOf = (ball: Ball): number => ball;
