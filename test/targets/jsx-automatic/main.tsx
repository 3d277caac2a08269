const log: string[] = [];
function tick<T>(value: T): T {
  let result: T | undefined;
  for (let left = 1; left-- > 0; ) result = value;
  return result as T;
}
const say = <T,>(value: T): T => (log.push(String(value)), tick(value));

function Item({ name = say("nobody"), count, children }: { name?: string; count: number; children?: unknown }) {
  const marks = [];
  for (let i = 0; i < count; i++) marks.push(<b key={say(`k${i}`)}>{say(i)}</b>);
  return (
    <li title={say(name)} {...{ "data-n": say(count) }}>
      {marks}
      {children}
    </li>
  );
}

function Page({ items }: { items: readonly string[] }) {
  return (
    <>
      <h1 class={say("title")}>{`${say("Items")}: ${items.length}`}</h1>
      {items.map((name, i) => (
        <Item key={name} name={say(name)} count={say(i)}>
          {say("child")} {i === 1 ? <i>{say("second")}</i> : undefined}
        </Item>
      ))}
      <Item count={say(0)} />
    </>
  );
}

console.log((<Page items={say(["a", "b"])} />).text);
console.log(log.join());
