// JavaScript lets a function have the name of a `var`, of a parameter, or of another function. A handler around the body must not mind.
import { tick } from "../shared/tick.js";

function withVar(): string {
  const before = typeof (name as unknown);
  // @ts-expect-error declared again
  var name = tick(1);
  // @ts-expect-error declared again
  function name(): void {}
  return `${before} ${typeof (name as unknown)}`;
}

// @ts-ignore declared again
function withParameter(given: unknown): string {
  const before = typeof given;
  for (let i = 0; i < 2; i++) tick(i);
  // @ts-ignore declared again
  function given(): void {}
  return `${before} ${typeof given}`;
}

function twice(): number {
  // @ts-expect-error declared again
  function f(): number {
    return tick(1);
  }
  // @ts-expect-error declared again
  function f(): number {
    return tick(2);
  }
  return f() + tick(0);
}

console.log(withVar(), withParameter(1), twice());
