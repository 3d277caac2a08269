let counted = 0;

export function count(): number {
  counted++;
  return counted;
}
