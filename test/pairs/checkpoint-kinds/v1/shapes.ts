export default class Shape {
  constructor(readonly side: number) {}
}

export enum Shapes {
  square = "a square",
}

export let count = 0;
export const counted = (): number => ++count;
export const area = ({ side }: Shape): number => side * side;
