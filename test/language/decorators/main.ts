import { note, tick } from "../shared/tick.js";

const logged = <T extends (this: never, ...args: never[]) => unknown>(method: T, context: ClassMethodDecoratorContext): T => {
  note(`decorate ${String(context.name)}`, 0);
  return function (this: never, ...args: never[]): unknown {
    const before = tick(String(context.name));
    const result = Reflect.apply(method, this, args);
    return `${before}:${tick(result)}`;
  } as T;
};

const counted = (_value: unknown, context: ClassFieldDecoratorContext) => (initial: number) => tick(initial + String(context.name).length);

const registered: string[] = [];
const register = <T extends new (...args: never[]) => object>(target: T, context: ClassDecoratorContext): void => {
  for (let i = 0; i < 2; i++) registered.push(tick(`${context.name}${i}`));
  context.addInitializer(() => void registered.push(target.name));
};

@register
class Service {
  @counted field = tick(1);
  static made = tick(2);
  @logged
  greet(name: string): string {
    let text = "";
    for (const c of name) text += tick(c);
    return text;
  }
  @logged static create(): string {
    return tick(`created ${this.made}`);
  }
  get value(): number {
    return tick(this.field);
  }
}

console.log(new Service().greet("abc"), Service.create(), new Service().field, new Service().value, registered.join(), Service.name);
