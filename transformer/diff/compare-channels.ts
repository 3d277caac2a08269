// What becomes of messages that are posted at one version and arrive at the other: compares their types, channel by channel.
import type { ChannelDescriptor, ModuleDescriptor, Place } from "../../runtime/contract/build.js";
import type { Change, MessagePatch, MessageWay } from "../../runtime/contract/patch.js";
import { type Answers, channelKey, type Question } from "./answers.js";
import { showDifference, TypeComparer } from "./compare-types.js";
import type { Build } from "./read-build.js";

/** Messages of a channel from the old version, at receivers in the new one. */
export interface ChannelComparison {
  readonly name: string;
  readonly old: Place;
  readonly new: Place;
  readonly way: MessageWay;
  /** What does not fit. */
  readonly why?: string;
  readonly question?: Question;
}

/** Channels that both versions open. */
export function compareChannels(from: Build, to: Build, answers: Answers): ChannelComparison[] {
  const [before, after] = [gather(from), gather(to)];
  return [...before].flatMap(([name, olds]) => {
    const news = after.get(name);
    return news === undefined ? [] : [compareChannel(name, olds, news, answers)];
  });
}

interface Opened {
  readonly module: ModuleDescriptor;
  readonly channel: ChannelDescriptor;
}

function gather({ modules }: Build): Map<string, Opened[]> {
  const opened = [...modules.values()].flatMap((module) => (module.channels ?? []).map((channel) => ({ module, channel })));
  return Map.groupBy(opened, ({ channel }) => channel.name);
}

/** What any end of the old version posts may come to any end of the new one. */
function compareChannel(name: string, olds: readonly Opened[], news: readonly Opened[], answers: Answers): ChannelComparison {
  const pairs = olds.flatMap((old) => news.map((next) => ({ old, next, breaking: findBreaking(old, next) })));
  const { old, next, breaking } = (pairs.find((pair) => pair.breaking.length > 0) ?? pairs[0]) as (typeof pairs)[number];
  const key = channelKey(name);
  const answer = answers.given.get(key);
  const why = breaking.length === 0 ? undefined : breaking.map(showDifference).join("; ");
  const compared = { name, old: old.channel.place, new: next.channel.place, ...(why === undefined ? {} : { why }) };
  const way = answer?.kind === "convert" ? "convert" : why === undefined || answer?.kind === "keep" ? "as-is" : "held";
  if (answer === undefined && why === undefined) return { ...compared, way };
  const question: Question = {
    key,
    is: "required",
    admits: ["convert", "keep"],
    mayAwait: true,
    ...(answers.direction === "back" ? { mayRefuse: true } : {}),
    old: { module: old.module, type: old.channel.type },
    new: { module: next.module, type: next.channel.type },
    why: why ?? "what becomes of its messages is up to you",
  };
  return { ...compared, way, question };
}

/** A message is a copy: even where its type is a class, it is an object with the fields that the class had. */
const findBreaking = (old: Opened, next: Opened): ReturnType<TypeComparer["compare"]> =>
  new TypeComparer({ old: old.module.types, new: next.module.types, isClassOfBoth: () => false })
    .compare("message", old.channel.type, next.channel.type)
    .filter(({ effect }) => effect === "breaks");

/** What `diff` says of them. */
export function channelChanges(forward: readonly ChannelComparison[], back: readonly ChannelComparison[]): Change[] {
  return forward.flatMap((channel): Change[] => {
    const { name, why } = channel;
    const change = { what: "channel", action: "changed", name, old: channel.old, new: channel.new } as const;
    const returning =
      wayBack(name, back) === "held" ? ". Receivers that still run the old version keep those of the new one until they are updated" : "";
    if (channel.way === "held")
      return [
        { ...change, verdict: "needs-transformer", code: "MESSAGE_TYPE", why: `its messages from the old version do not fit: ${why}` },
      ];
    if (channel.way === "convert")
      return [
        {
          ...change,
          verdict: "migrated",
          code: "TRANSFORMED",
          why: `your transformer converts its messages from the old version${returning}`,
        },
      ];
    return returning === ""
      ? []
      : [
          {
            ...change,
            verdict: "safe",
            code: "MESSAGES_HELD",
            why: `its messages from the old version are delivered as they are${returning}`,
          },
        ];
  });
}

const wayBack = (name: string, back: readonly ChannelComparison[]): MessageWay =>
  back.find((channel) => channel.name === name)?.way ?? "as-is";

/** Channels whose messages are not all delivered as they are. */
export function linkMessages(forward: readonly ChannelComparison[], back: readonly ChannelComparison[]): Record<string, MessagePatch> {
  const ways = forward.map(({ name, way }) => [name, { forward: way, back: wayBack(name, back) }] as const);
  return Object.fromEntries(ways.filter(([, way]) => way.forward !== "as-is" || way.back !== "as-is"));
}
