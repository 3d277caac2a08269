// Bounce: many small objects, one short method call each.
export const size = 1_500;
const BOX = 500;

class RandomNumbers {
  #seed = 74_755;

  next(): number {
    this.#seed = (this.#seed * 1309 + 13_849) & 65_535;
    return this.#seed;
  }
}

class Ball {
  #x: number;
  #y: number;
  #vx: number;
  #vy: number;

  constructor(random: RandomNumbers) {
    this.#x = random.next() % BOX;
    this.#y = random.next() % BOX;
    this.#vx = (random.next() % 300) - 150;
    this.#vy = (random.next() % 300) - 150;
  }

  /** True when it hit a wall. */
  bounce(): boolean {
    let hit = false;
    this.#x += this.#vx;
    this.#y += this.#vy;
    if (this.#x > BOX) {
      this.#x = BOX;
      this.#vx = -Math.abs(this.#vx);
      hit = true;
    }
    if (this.#x < 0) {
      this.#x = 0;
      this.#vx = Math.abs(this.#vx);
      hit = true;
    }
    if (this.#y > BOX) {
      this.#y = BOX;
      this.#vy = -Math.abs(this.#vy);
      hit = true;
    }
    if (this.#y < 0) {
      this.#y = 0;
      this.#vy = Math.abs(this.#vy);
      hit = true;
    }
    return hit;
  }
}

export function run(times: number): number {
  let hits = 0;
  for (let i = 0; i < times; i++) {
    const random = new RandomNumbers();
    const balls = Array.from({ length: 100 }, () => new Ball(random));
    for (let step = 0; step < 50; step++) {
      for (const ball of balls) if (ball.bounce()) hits++;
    }
  }
  return hits;
}
