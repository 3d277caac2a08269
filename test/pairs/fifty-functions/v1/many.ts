export function f0(): number {
  return 1;
}

export function f1(): number {
  return 1;
}

export function f2(): number {
  return 1;
}

export function f3(): number {
  return 1;
}

export function f4(): number {
  return 1;
}

export function f5(): number {
  return 1;
}

export function f6(): number {
  return 1;
}

export function f7(): number {
  return 1;
}

export function f8(): number {
  return 1;
}

export function f9(): number {
  return 1;
}

export function f10(): number {
  return 1;
}

export function f11(): number {
  return 1;
}

export function f12(): number {
  return 1;
}

export function f13(): number {
  return 1;
}

export function f14(): number {
  return 1;
}

export function f15(): number {
  return 1;
}

export function f16(): number {
  return 1;
}

export function f17(): number {
  return 1;
}

export function f18(): number {
  return 1;
}

export function f19(): number {
  return 1;
}

export function f20(): number {
  return 1;
}

export function f21(): number {
  return 1;
}

export function f22(): number {
  return 1;
}

export function f23(): number {
  return 1;
}

export function f24(): number {
  return 1;
}

export function f25(): number {
  return 1;
}

export function f26(): number {
  return 1;
}

export function f27(): number {
  return 1;
}

export function f28(): number {
  return 1;
}

export function f29(): number {
  return 1;
}

export function f30(): number {
  return 1;
}

export function f31(): number {
  return 1;
}

export function f32(): number {
  return 1;
}

export function f33(): number {
  return 1;
}

export function f34(): number {
  return 1;
}

export function f35(): number {
  return 1;
}

export function f36(): number {
  return 1;
}

export function f37(): number {
  return 1;
}

export function f38(): number {
  return 1;
}

export function f39(): number {
  return 1;
}

export function f40(): number {
  return 1;
}

export function f41(): number {
  return 1;
}

export function f42(): number {
  return 1;
}

export function f43(): number {
  return 1;
}

export function f44(): number {
  return 1;
}

export function f45(): number {
  return 1;
}

export function f46(): number {
  return 1;
}

export function f47(): number {
  return 1;
}

export function f48(): number {
  return 1;
}

export function f49(): number {
  return 1;
}
