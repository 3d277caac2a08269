// Function declarations exist before the variables that they use have values: a frame that is rebuilt between shares both with its closures.
import { tick } from "../shared/tick.js";

interface Server {
  readonly start: () => string;
  readonly state: { started: boolean };
}

function makeServer(name: string): Server {
  const prefix = tick(name);
  const server: Server = { start, state: { started: tick(false) } };
  tick(0);
  check();
  return server;

  function check(): void {
    if (server.state.started) throw new Error(`${prefix} has been started`);
  }

  function start(): string {
    check();
    server.state.started = true;
    return `${prefix} starts`;
  }
}

function heldByAClosure(): string {
  const later = (): string => f();
  tick(0);
  const x = tick("x");
  function f(): string {
    return x;
  }
  return later() + f();
}

function sameFunctionBeforeAndAfter(): boolean[] {
  const same: boolean[] = [];
  const known = new Set<unknown>();
  for (let i = 0; i < 3; i++) {
    tick(i);
    known.add(tick(listener));
    same.push(known.size === 1);
  }
  function listener(): void {}
  return same;
}

function inEachTurn(): string {
  let out = "";
  for (let i = 0; i < 3; i++) {
    tick(i);
    const n = tick(i * 2);
    out += show();
    tick(0);
    out += show();
    function show(): string {
      return `${i}:${n} `;
    }
  }
  return out;
}

const server = makeServer("web");
console.log(server.start(), server.state, makeServer("mail").start());
console.log(heldByAClosure(), sameFunctionBeforeAndAfter(), inEachTurn());
