// Mandelbrot: nested numeric loops with local variables only.
export const size = 700;
const STEPS = 50;

export function run(width: number): number {
  let sum = 0;
  for (let row = 0; row < width; row++) {
    const ci = (2 * row) / width - 1;
    let byte = 0;
    for (let column = 0; column < width; column++) {
      const cr = (2 * column) / width - 1.5;
      let zr = 0;
      let zi = 0;
      let step = 0;
      while (step < STEPS && zr * zr + zi * zi <= 4) {
        const next = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = next;
        step++;
      }
      byte = ((byte << 1) | (step === STEPS ? 1 : 0)) & 0xff;
      if (column % 8 === 7 || column === width - 1) {
        sum = (sum * 31 + byte) | 0;
        byte = 0;
      }
    }
  }
  return sum;
}
