import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>(
  {
    "src/main.ts#files": (old) =>
      new Map([...old].map(([name, { fd, off }]) => [name, { handle: { descriptor: fd }, readPos: off, writePos: off, cache: undefined }])),
  },
  { "src/main.ts#files": (old) => new Map([...old].map(([name, file]) => [name, { fd: file.handle.descriptor, off: file.readPos }])) },
);
