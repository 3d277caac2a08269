// What a file of state transformers is made of. `ts-updatable diff` writes its types, checks it and links it into the patch.

/**
 * Says what becomes of state that an update cannot carry over by itself. Keys and types are written by `ts-updatable diff`:
 *
 *     export default defineStateTransformers<StateTransformers, WayBack>({
 *       "src/main.ts#users": (old) => new Map([...old].map(([id, user]) => [id, { ...user, age: 0 }])),
 *       "src/main.ts#limit": "keep",
 *     });
 *
 * A function gets the value that the program holds and returns the one that the new version expects. It must change nothing: if it
 * or anything else of the update throws, the program goes on with the old value. It may be `async`, unless it is for a local of a call.
 * Then calls that were suspended wait until the update is in force, and it runs again if something else has run meanwhile. `"keep"` leaves a value as it is, `"rerun"` runs its
 * initialiser again, and `{ from: "name" }` says that it had another name.
 * @param forward for the update itself
 * @param back for a rollback; without it the way back is refused where a value would have to be converted
 */
export function defineStateTransformers<Forward extends object, Back extends object = Record<string, never>>(
  forward: Forward,
  back?: Back,
): { readonly forward: Forward; readonly back?: Back } {
  return back === undefined ? { forward } : { forward, back };
}
