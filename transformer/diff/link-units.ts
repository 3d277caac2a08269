// Links a patch file: the units that changed, cut out of the new build's unit file, with maps that lead to TypeScript.
import MagicString from "magic-string";
import { type RawSourceMap, SourceMapConsumer, SourceMapGenerator } from "source-map";
import type { CodePlaces } from "../../runtime/contract/build.js";

export interface LinkedUnits {
  readonly text: string;
  readonly map: string;
  readonly places: CodePlaces;
}

/** One unit's lines in a unit file, first and behind the last, from 0. */
interface UnitLines {
  readonly key: string;
  readonly first: number;
  readonly last: number;
}

/**
 * @param wanted keys of units: `f3`, `$name`, `c2`
 * @param moveSource a source path as seen from the unit file, to the same as seen from the patch file
 */
export async function linkUnits(
  file: { text: string; map: string },
  places: CodePlaces,
  wanted: ReadonlySet<string>,
  name: string,
  moveSource: (source: string) => string,
): Promise<LinkedUnits> {
  const lines = file.text.split("\n");
  const units = findUnits(lines);
  const starts = lineStarts(lines);
  const code = new MagicString(file.text);
  for (const unit of units) {
    if (!wanted.has(unit.key)) code.remove(starts[unit.first] as number, starts[unit.last] ?? file.text.length);
  }
  const end = starts[lastLine(lines)] ?? file.text.length;
  if (end < file.text.length) code.remove(end, file.text.length);
  code.append(`//# sourceMappingURL=${name}.map\n`);
  const map = code.generateMap({ source: "units", file: name, hires: "boundary" });
  return { text: code.toString(), map: await compose(map.toString(), file.map, moveSource), places: movePlaces(places, units, wanted) };
}

/** Units begin at the start of a line; nothing else does so with these words (strings that span lines are checked for). */
function findUnits(lines: readonly string[]): UnitLines[] {
  const found: { key: string; first: number }[] = [];
  lines.forEach((line, index) => {
    const match = /^exports\.([fc]\d+|\$[\w$]+) = \(\$m[\w]*, \$k\) => \{/.exec(line);
    if (match?.[1] !== undefined) found.push({ key: match[1], first: index });
  });
  return found.map((unit, index) => ({ ...unit, last: found[index + 1]?.first ?? lastLine(lines) }));
}

/** A `sourceMappingURL` comment at the end belongs to the whole file. */
function lastLine(lines: readonly string[]): number {
  const comment = lines.findLastIndex((line) => line.startsWith("//# sourceMappingURL="));
  return comment < 0 ? lines.length : comment;
}

function lineStarts(lines: readonly string[]): number[] {
  const starts: number[] = [];
  let at = 0;
  for (const line of lines) {
    starts.push(at);
    at += line.length + 1;
  }
  return starts;
}

/** Patch file to unit file, and unit file to TypeScript, make patch file to TypeScript. Glue between the two stays unmapped. */
async function compose(outer: string, inner: string, moveSource: (source: string) => string): Promise<string> {
  const first = JSON.parse(outer) as RawSourceMap;
  const second = JSON.parse(inner) as RawSourceMap;
  return SourceMapConsumer.with(first, null, (a) =>
    SourceMapConsumer.with(second, null, (b) => {
      // Thousands of places have one source.
      const moved = new Map(b.sources.map((source) => [source, moveSource(source)]));
      const generator = new SourceMapGenerator({ file: first.file });
      a.eachMapping((m) => {
        if (m.originalLine === null || m.originalColumn === null) return;
        const { source, line, column } = b.originalPositionFor({ line: m.originalLine, column: m.originalColumn });
        const to = source === null ? undefined : moved.get(source);
        if (to === undefined || line === null || column === null) return;
        generator.addMapping({
          generated: { line: m.generatedLine, column: m.generatedColumn },
          original: { line, column },
          source: to,
        });
      });
      for (const source of b.sources) {
        const content = b.sourceContentFor(source, true);
        if (content !== null) generator.setSourceContent(moved.get(source) as string, content);
      }
      return generator.toString();
    }),
  );
}

function movePlaces(places: CodePlaces, units: readonly UnitLines[], wanted: ReadonlySet<string>): CodePlaces {
  const shift = shifts(units, wanted);
  return {
    points: places.points.flatMap(([line, ...rest]) => {
      const to = shift(line);
      return to === undefined ? [] : [[to, ...rest] as const];
    }),
    spans: places.spans.flatMap(([start, column, end, ...rest]) => {
      const to = shift(start);
      return to === undefined ? [] : [[to, column, to + end - start, ...rest] as const];
    }),
  };
}

/** New line (from 1) of a line of the unit file; undefined where its unit was left out. */
function shifts(units: readonly UnitLines[], wanted: ReadonlySet<string>): (line: number) => number | undefined {
  let removed = 0;
  const moved = units.map((unit) => {
    const keep = wanted.has(unit.key);
    if (!keep) removed += unit.last - unit.first;
    return { ...unit, keep, removed };
  });
  return (line) => {
    const unit = moved.find((u) => u.first < line && line <= u.last);
    return unit?.keep === true ? line - unit.removed : undefined;
  };
}
