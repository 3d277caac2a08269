// Random expressions. All give numbers (or nothing that arithmetic would notice), so that any of them can stand anywhere.
import { type Choice, partOf } from "./choices.ts";
import { deeper, inFunction, isAsync, isGenerator, namesIn, type Place } from "./place.ts";
import type { Session } from "./session.ts";
import { join, type Text, text } from "./text.ts";

type Form = (choice: Choice, place: Place, session: Session) => Text;

/** Without parts, the simplest: a number or a variable. */
export function expression(choice: Choice, place: Place, session: Session): Text {
  if (place.depth <= 0 || (choice.parts.length === 0 && choice.kind % 3 === 0)) return leaf(choice, place);
  const forms = formsAt(place, session);
  return (forms[choice.kind % forms.length] as Form)(choice, deeper(place), session);
}

export function leaf(choice: Choice, place: Place): Text {
  const known = namesIn(place, "number");
  if (choice.detail % 4 === 0 || known.length === 0) return text`${choice.detail % 10}`;
  return text`${pick(known, choice.detail).name}`;
}

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

const part = (choice: Choice, index: number, place: Place, session: Session): Text => expression(partOf(choice, index), place, session);

function formsAt(place: Place, session: Session): readonly Form[] {
  const forms: Form[] = [
    leaf,
    tick,
    tick,
    plus,
    plus,
    operator,
    operator,
    conditional,
    logical,
    template,
    arrayOfParts,
    immediateFunction,
    comma,
    foreignCallback,
    keptClosure,
  ];
  if (callable(place, session, "sync").length > 0) forms.push(call, call, call, spreadCall);
  if (callable(place, session, "generator").length > 0) forms.push(spreadGenerator);
  if (namesIn(place, "number").some((v) => v.assignable)) forms.push(assignment, assignment, increment);
  if (namesIn(place, "object").length > 0) forms.push(member, memberAssignment, method, method, optionalChain, element);
  if (namesIn(place, "function").length > 0) forms.push(localCall, localCall);
  if (namesIn(place, "iterator").length > 0) forms.push(nextOfIterator);
  if (session.classes.some((c) => c.only === "both" || c.only === place.only)) forms.push(instance);
  if (place.hasThis) forms.push(ownMember);
  if (isAsync(place)) forms.push(awaitValue, awaitValue);
  if (isAsync(place) && callable(place, session, "async").length > 0) forms.push(awaitCall, awaitCall, awaitCall);
  if (isGenerator(place)) forms.push(yieldValue, yieldValue);
  return forms;
}

const callable = (place: Place, session: Session, kind: Place["kind"]) =>
  session.functions.slice(1).filter((f) => f.kind === kind && (f.only === "both" || f.only === place.only));

/** A call that is an update point, known by its number. */
const tick: Form = (choice, place, session) => text`t(${session.site()}, ${part(choice, 0, place, session)})`;

/** The second operand may differ: it is not looked at before everything that can be interrupted has been computed. */
const plus: Form = (choice, place, session) => {
  const number = choice.detail % 50;
  const next = choice.edit % 3 === 1 ? session.edited(place, "expression", text`${number}`, text`${number + 50}`) : undefined;
  return text`(t(${session.site()}, ${part(choice, 0, place, session)}) + ${next ?? text`${number}`})`;
};

const operator: Form = (choice, place, session) => {
  const name = pick(["-", "*", "%", "<", "===", "+", "&", "**"], choice.detail);
  const [left, right] = [part(choice, 0, place, session), part(choice, 1, place, session)];
  return name === "**" ? text`(Number(${left}) ** 2 % 97)` : text`((${left} as any) ${name} (${right} as any))`;
};

const conditional: Form = (choice, place, session) =>
  text`(${part(choice, 0, place, session)} ? ${part(choice, 1, place, session)} : ${part(choice, 2, place, session)})`;

const logical: Form = (choice, place, session) =>
  text`((${part(choice, 0, place, session)}) ${pick(["&&", "||", "??"], choice.detail)} (${part(choice, 1, place, session)}))`;

const template: Form = (choice, place, session) =>
  text`\`\${${part(choice, 0, place, session)}}-\${${part(choice, 1, place, session)}}\`.length`;

const arrayOfParts: Form = (choice, place, session) => {
  const items = [0, 1, 2].map((i) => part(choice, i, place, session));
  return text`sum([${items[0] as Text}, ...[${items[1] as Text}, 2], ${items[2] as Text}])`;
};

const immediateFunction: Form = (choice, place, session) => {
  const name = session.name("x");
  const inner = inFunction(place, "sync");
  inner.variables.push({ name: [name], holds: "number", assignable: true, level: inner.level, only: place.only });
  return text`((${name}: any) => ${part(choice, 0, inner, session)})(${part(choice, 1, place, session)})`;
};

const comma: Form = (choice, place, session) => text`(${part(choice, 0, place, session)}, ${part(choice, 1, place, session)})`;

const foreignCallback: Form = (choice, place, session) => {
  const name = session.name("y");
  const inner = inFunction(place, "sync");
  inner.variables.push({ name: [name], holds: "number", assignable: true, level: inner.level, only: place.only });
  return text`sum([1, ${part(choice, 1, place, session)}].map((${name}: any) => ${part(choice, 0, inner, session)}))`;
};

/** A closure that some other place has kept. */
const keptClosure: Form = (choice, place, session) => text`kept(${choice.detail})(${part(choice, 0, place, session)})`;

const call: Form = (choice, place, session) => {
  const fn = pick(callable(place, session, "sync"), choice.detail);
  return text`${fn.callee}(${args(choice, place, session, fn.renamed)})`;
};

/** The arguments of a function whose name differs are not interrupted: by then the name has been looked up. */
function args(choice: Choice, place: Place, session: Session, renamed: string | undefined): Text {
  const count = choice.detail % 3;
  const parts = choice.parts.slice(0, count).map((p) => (renamed === undefined ? expression(p, place, session) : leaf(p, place)));
  return join([text`${session.site()}`, ...parts], ", ");
}

const spreadCall: Form = (choice, place, session) => {
  const fn = pick(callable(place, session, "sync"), choice.detail);
  if (fn.renamed !== undefined) return text`${fn.callee}(...[1, 2])`;
  return text`${fn.callee}(...[${part(choice, 0, place, session)}, ${part(choice, 1, place, session)}])`;
};

const spreadGenerator: Form = (choice, place, session) => {
  const fn = pick(callable(place, session, "generator"), choice.detail);
  return text`sum([...${fn.callee}(${args(choice, place, session, fn.renamed)})])`;
};

const assignment: Form = (choice, place, session) => {
  const { name } = pick(
    namesIn(place, "number").filter((v) => v.assignable),
    choice.detail,
  );
  return text`(${name} ${pick(["=", "+=", "-=", "??=", "||=", "&&="], choice.detail)} ${part(choice, 0, place, session)})`;
};

const increment: Form = (choice, place) => {
  const { name } = pick(
    namesIn(place, "number").filter((v) => v.assignable),
    choice.detail,
  );
  return choice.detail % 2 === 0 ? text`${name}++` : text`--${name}`;
};

const objectAt = (choice: Choice, place: Place): Text => pick(namesIn(place, "object"), choice.detail).name;

const member: Form = (choice, place) => text`${objectAt(choice, place)}.${pick(["p", "g", "q[1]"], choice.detail)}`;

const memberAssignment: Form = (choice, place, session) => {
  const operator = pick(["=", "+=", "*=", "??=", "||=", "&&="], choice.detail);
  return text`(${objectAt(choice, place)}.${pick(["p", "q[0]", "r"], choice.detail)} ${operator} ${part(choice, 0, place, session)})`;
};

const element: Form = (choice, place, session) =>
  text`(${objectAt(choice, place)}.q[t(${session.site()}, ${choice.detail % 2})] += ${part(choice, 0, place, session)})`;

const method: Form = (choice, place, session) => text`${objectAt(choice, place)}.m(${part(choice, 0, place, session)})`;

const optionalChain: Form = (choice, place, session) => {
  const target = objectAt(choice, place);
  const inner = part(choice, 0, place, session);
  const forms = [
    text`${target}?.m?.(${inner})`,
    text`${target}.nil?.x(${inner})`,
    text`${target}.nil?.[${inner}]`,
    text`${target}.none?.(${inner})`,
  ];
  return text`(${pick(forms, choice.detail)} ?? ${part(choice, 1, place, session)})`;
};

const localCall: Form = (choice, place, session) =>
  text`${pick(namesIn(place, "function"), choice.detail).name}(${part(choice, 0, place, session)})`;

/** Iterators of async generators are not stored: all of these answer at once. */
const nextOfIterator: Form = (choice, place, session) =>
  text`(${pick(namesIn(place, "iterator"), choice.detail).name}.next(${part(choice, 0, place, session)} as never).value ?? 3)`;

const instance: Form = (choice, place, session) => {
  const { name } = pick(
    session.classes.filter((c) => c.only === "both" || c.only === place.only),
    choice.detail,
  );
  return text`new ${name}(${part(choice, 0, place, session)}).m(${part(choice, 1, place, session)})`;
};

const ownMember: Form = (choice, place, session) =>
  choice.detail % 3 === 0 ? text`this.p` : text`((this as any).p ${pick(["=", "+="], choice.detail)} ${part(choice, 0, place, session)})`;

/** What goes on behind an `await` or `yield` first comes to an update point. */
const awaitValue: Form = (choice, place, session) => text`z(await (${part(choice, 0, place, session)} as any))`;

const awaitCall: Form = (choice, place, session) => {
  const fn = pick(callable(place, session, "async"), choice.detail);
  return text`z(await ${fn.callee}(${args(choice, place, session, fn.renamed)}))`;
};

const yieldValue: Form = (choice, place, session) => text`z((yield ${part(choice, 0, place, session)}) ?? 2)`;
