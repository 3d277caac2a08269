// What immer answers to a few calls.
globalThis.__DEV__ = true; // its older sources are compiled with this name

export default function smoke({
  produce,
  isDraft,
  original,
  current,
  createDraft,
  finishDraft,
  enableMapSet,
  enablePatches,
  produceWithPatches,
}) {
  enableMapSet();
  enablePatches();
  const base = { list: [1, 2, 3], map: new Map([["a", { n: 1 }]]), set: new Set([1]), deep: { er: { x: 1 } } };
  const next = produce(base, (draft) => {
    draft.list.push(4);
    draft.map.get("a").n++;
    draft.set.add(2);
    draft.deep.er.x = isDraft(draft.deep) ? original(draft.deep).er.x + 10 : 0;
    draft.seen = current(draft.deep);
  });
  const draft = createDraft(base);
  draft.list.length = 1;
  const [, patches, inverse] = produceWithPatches(base, (other) => {
    other.list.splice(1, 1);
    delete other.deep.er;
  });
  return [
    next.list,
    [...next.map],
    [...next.set],
    next.deep,
    next.seen,
    finishDraft(draft).list,
    patches,
    inverse,
    Object.isFrozen(next.list),
  ];
}
