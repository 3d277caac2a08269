// Collections as they were when the runtime was loaded: in the middle of a program there may be none of that name. (corpus `zod`)
export const KnownMap: MapConstructor = Map;
export const KnownSet: SetConstructor = Set;
