export function f(): number {
  return f2();
}

export function g(): number {
  return g2();
}

const f2 = (): number => 1;
const g2 = (): number => 1;
