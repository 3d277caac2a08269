const log: string[] = [];
/** Gives back its argument after one update point. */
function tick<T>(value: T): T {
  let result: T | undefined;
  for (let left = 1; left-- > 0; ) result = value;
  return result as T;
}
(Reflect as any).metadata = (key: string, value: unknown) => (_target: unknown, name?: string) =>
  void log.push(`${key} of ${name}: ${[value].flat().map((v) => (typeof v === "function" ? v.name : String(v)))}`);

function counted(target: any, name: string, descriptor: PropertyDescriptor): PropertyDescriptor {
  const inner = descriptor.value as (...args: unknown[]) => unknown;
  log.push(`counted ${name} of ${target.constructor.name}`);
  let calls = 0;
  return {
    ...descriptor,
    value: function (this: unknown, ...args: unknown[]) {
      return `${++calls}: ${tick(inner.apply(this, args))}`;
    },
  };
}
const named = (name: string) => {
  log.push(`named ${tick(name)}`);
  return <T extends new (...args: any[]) => object>(base: T): T =>
    class extends base {
      readonly title = tick(name);
    };
};
const injected = (_target: object, key: string | undefined, index: number): void =>
  void log.push(`parameter ${index} of ${key ?? "constructor"}`);
const field = (_target: object, key: string): void => void log.push(`field ${key}`);

@named("service")
class Service {
  @field label = tick("label");
  constructor(
    @injected readonly first: string,
    readonly second: number,
  ) {}
  @counted
  add(@injected x: number, y: Service | undefined): number {
    let sum = this.second;
    for (let i = 0; i < x; i++) sum += tick(i);
    return y === undefined ? sum : sum + y.second;
  }
  @counted
  static make(second: number): Service {
    return new Service("made", tick(second));
  }
}

const service = new Service("one", 2);
console.log(service.add(3, undefined), service.add(4, service), JSON.stringify(service), Service.name);
console.log(typeof Service.make(5), log.join("; "));
