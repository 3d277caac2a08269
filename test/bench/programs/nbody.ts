// N-body: the orbits of the outer planets, floating point arithmetic over object fields.
const SOLAR_MASS = 4 * Math.PI ** 2;
const DAYS_PER_YEAR = 365.24;

export const size = 90_000;

class Body {
  constructor(
    public x: number,
    public y: number,
    public z: number,
    public vx: number,
    public vy: number,
    public vz: number,
    readonly mass: number,
  ) {}

  static planet(position: Triple, velocityPerDay: Triple, solarMasses: number): Body {
    const [vx, vy, vz] = velocityPerDay;
    return new Body(...position, vx * DAYS_PER_YEAR, vy * DAYS_PER_YEAR, vz * DAYS_PER_YEAR, solarMasses * SOLAR_MASS);
  }

  get kineticEnergy(): number {
    return 0.5 * this.mass * (this.vx ** 2 + this.vy ** 2 + this.vz ** 2);
  }

  move(time: number): void {
    this.x += time * this.vx;
    this.y += time * this.vy;
    this.z += time * this.vz;
  }

  attract(other: Body, time: number): void {
    const dx = this.x - other.x;
    const dy = this.y - other.y;
    const dz = this.z - other.z;
    const square = dx * dx + dy * dy + dz * dz;
    const magnitude = time / (square * Math.sqrt(square));
    this.accelerate(dx, dy, dz, -other.mass * magnitude);
    other.accelerate(dx, dy, dz, this.mass * magnitude);
  }

  accelerate(dx: number, dy: number, dz: number, factor: number): void {
    this.vx += dx * factor;
    this.vy += dy * factor;
    this.vz += dz * factor;
  }

  distanceTo(other: Body): number {
    return Math.hypot(this.x - other.x, this.y - other.y, this.z - other.z);
  }
}

type Triple = readonly [x: number, y: number, z: number];

class SolarSystem {
  readonly #bodies: readonly Body[];

  constructor(bodies: readonly Body[]) {
    this.#bodies = bodies;
    this.#holdStill();
  }

  advance(time: number): void {
    const bodies = this.#bodies;
    for (let i = 0; i < bodies.length; i++) {
      const body = bodies[i]!;
      for (let j = i + 1; j < bodies.length; j++) body.attract(bodies[j]!, time);
    }
    for (const body of bodies) body.move(time);
  }

  get energy(): number {
    let sum = 0;
    this.#bodies.forEach((body, index) => {
      sum += body.kineticEnergy;
      for (const other of this.#bodies.slice(index + 1)) sum -= (body.mass * other.mass) / body.distanceTo(other);
    });
    return sum;
  }

  /** Gives the sun the momentum that keeps the whole system in place. */
  #holdStill(): void {
    const sun = this.#bodies[0]!;
    for (const { vx, vy, vz, mass } of this.#bodies) sun.accelerate(vx, vy, vz, -mass / SOLAR_MASS);
  }
}

function createSystem(): SolarSystem {
  return new SolarSystem([
    new Body(0, 0, 0, 0, 0, 0, SOLAR_MASS),
    Body.planet(
      [4.841431442464721, -1.1603200440274284, -0.10362204447112311],
      [0.001660076642744037, 0.007699011184197404, -0.0000690460016972063],
      0.0009547919384243266,
    ),
    Body.planet(
      [8.34336671824458, 4.124798564124305, -0.4035234171143214],
      [-0.002767425107268624, 0.004998528012349172, 0.00002304172975737639],
      0.0002858859806661308,
    ),
    Body.planet(
      [12.894369562139131, -15.111151401698631, -0.22330757889265573],
      [0.002964601375647616, 0.0023784717395948095, -0.000029658956854023756],
      0.00004366244043351563,
    ),
    Body.planet(
      [15.379697114850917, -25.919314609987964, 0.17925877295037118],
      [0.0026806777249038932, 0.001628241700382423, -0.00009515922545197159],
      0.00005151389020466115,
    ),
  ]);
}

export function run(steps: number): string {
  const system = createSystem();
  for (let i = 0; i < steps; i++) system.advance(0.01);
  return system.energy.toFixed(12);
}
