// What rxjs answers to a few calls.
export default async function smoke(rxjs) {
  const {
    of,
    from,
    range,
    merge,
    zip,
    concat,
    Subject,
    BehaviorSubject,
    ReplaySubject,
    firstValueFrom,
    lastValueFrom,
    defer,
    throwError,
    timer,
  } = rxjs;
  const { map, filter, scan, mergeMap, switchMap, catchError, toArray, take, share, retry, bufferCount, groupBy, distinctUntilChanged } =
    rxjs;
  const all = (source) => lastValueFrom(source.pipe(toArray()));
  const seen = [];
  const subject = new Subject();
  const shared = subject.pipe(share());
  const subscription = shared.subscribe((value) => seen.push(["a", value]));
  shared.subscribe({ next: (value) => seen.push(["b", value]), complete: () => seen.push("done") });
  subject.next(1);
  subscription.unsubscribe();
  subject.next(2);
  subject.complete();
  const replay = new ReplaySubject(2);
  for (const n of [1, 2, 3]) replay.next(n);
  replay.complete();
  let tries = 0;
  return [
    await all(
      range(1, 10).pipe(
        filter((n) => n % 2 === 1),
        map((n) => n * n),
        scan((a, b) => a + b, 0),
      ),
    ),
    await all(
      of(1, 2, 3).pipe(
        mergeMap((n) => from([n, n * 10])),
        distinctUntilChanged(),
        bufferCount(2),
      ),
    ),
    await all(merge(of(1), concat(of(2), of(3)), zip(of(4, 5), of("x", "y")))),
    await all(
      of("a", "b", "ab").pipe(
        groupBy((text) => text.length),
        mergeMap((group) => group.pipe(toArray())),
      ),
    ),
    await all(throwError(() => new Error("no")).pipe(catchError((error) => of(error.message)))),
    await all(defer(() => (++tries < 3 ? throwError(() => new Error("again")) : of(tries))).pipe(retry(5))),
    await all(replay),
    await firstValueFrom(new BehaviorSubject(7)),
    await all(
      timer(1, 1).pipe(
        take(2),
        switchMap((n) => of(n, n)),
      ),
    ),
    seen,
  ];
}
