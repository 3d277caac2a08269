// Loaded before a program (`node --import`): tells which versions have code in the process that is not garbage.
const Native = WeakRef;
const watched: WeakRef<{ readonly version: string }>[] = [];

class Watching<T extends WeakKey> extends Native<T> {
  constructor(target: T) {
    super(target);
    if (target.constructor.name === "UnitFile") watched.push(this as unknown as WeakRef<{ readonly version: string }>);
  }
}

const livingVersions = (): readonly string[] => [...new Set(watched.flatMap((code) => code.deref()?.version ?? []))];

Object.assign(globalThis, { WeakRef: Watching, livingVersions });
