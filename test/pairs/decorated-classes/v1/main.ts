import { answerLines } from "./ask.js";

const registry = new Map<string, unknown>();
const routes: string[] = [];

function Injectable(): ClassDecorator {
  return (type) => {
    registry.set(type.name, type);
  };
}

/** Puts another class into the place of the one that it gets. */
function Counted<C extends new (...args: any[]) => object>(type: C): C {
  return class extends type {
    static made = 0;
    constructor(...args: any[]) {
      super(...args);
      (new.target as unknown as { made: number }).made++;
    }
  };
}

const Get =
  (path: string): MethodDecorator =>
  (_type, key) => {
    routes.push(`${path} ${String(key)}`);
  };

const Logged: MethodDecorator = (_type, _key, descriptor) => {
  const { value } = descriptor as { value?: unknown };
  (descriptor as { value: unknown }).value = function (this: unknown, ...args: unknown[]): string {
    return `logged ${String((value as (...args: unknown[]) => unknown).apply(this, args))}`;
  };
};

@Injectable()
class Users {
  static limit = 10;
  readonly #names = ["ada"];
  constructor(private readonly scale = 2) {}

  @Get("/users")
  list(): string {
    return `v1 ${this.#names.join()} x${this.scale} of ${Users.limit}`;
  }

  @Logged
  add(name: string): number {
    return this.#names.push(name);
  }
}

@Counted
class Site {
  hits = 0;
  visit(): string {
    return `v1 ${++this.hits}`;
  }
}

class Plain {
  @Get("/plain")
  plain(): string {
    return "v1 plain";
  }
}

const users = new Users();
const site = new Site();
const plain = new Plain();

function answer(line: string): string {
  switch (line) {
    case "add":
      return String(users.add("bob"));
    case "same":
      return `${registry.get("Users") === Users} ${users instanceof Users} ${site instanceof Site} ${(Site as unknown as { made: number }).made} ${routes.join()}`;
    default:
      return `${users.list()} | ${site.visit()} | ${plain.plain()} | ${new Users(3).list()} | ${new Site().visit()}`;
  }
}

answerLines(answer);
