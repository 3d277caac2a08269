// Writes the descriptor of a module: what each function, point, variable and class is, for `diff` and for the running program.
import ts from "typescript";
import {
  type CodePlaces,
  FORMAT,
  type FunctionDescriptor,
  type ModuleDescriptor,
  type Place,
  type Warning,
} from "../../runtime/contract/build.js";
import { filledName, findNaming } from "../syntax/fillings.js";
import type { FunctionNode } from "../syntax/nodes.js";
import { describeStatements } from "../syntax/shapes.js";
import { describeClass } from "./class-descriptors.js";
import type { DescriptorInput } from "./descriptor-input.js";
import { describeExports } from "./exports.js";
import { describeFunction } from "./function-descriptors.js";
import type { PlacedMark } from "./render.js";
import { describeVariables } from "./variable-descriptors.js";

export function emitDescriptor(input: DescriptorInput): ModuleDescriptor {
  const { lower } = input;
  const writes = Map.groupBy(input.outerWrites, ({ owner }) => owner);
  const writesOf = (owner: FunctionNode | undefined): Pick<FunctionDescriptor, "writes"> => {
    const own = writes.get(owner)?.map(({ node, text }) => ({ text, place: input.origins.placeOf(node) }));
    return own === undefined ? {} : { writes: own };
  };
  const functions = lower.functions.functions.map((info) => ({ ...describeFunction(info, input), ...writesOf(info.node) }));
  const variables = describeVariables(input);
  const classes = input.classes.map((info) => describeClass(info, input));
  const opened = input.origins.channels();
  const channels = opened.flatMap(({ name, ...rest }) => (name === undefined ? [] : [{ name, ...rest }]));
  const aliases = new Set(input.classes.flatMap(({ alias }) => alias ?? []));
  const enumerations = new Set(variables.flatMap((v) => (v.kind === "enum" ? [v.name] : [])));
  const statements = lower.file.statements.filter(
    (s) =>
      !(ts.isImportDeclaration(s) && s.importClause !== undefined) &&
      !ts.isFunctionDeclaration(s) &&
      !enumerations.has(filledName(s) ?? "") &&
      !aliases.has(findNaming(s)?.name ?? ""),
  );
  return {
    format: FORMAT,
    js: input.js,
    source: input.source,
    moduleFormat: input.moduleFormat,
    functions,
    variables,
    classes,
    types: input.origins.types,
    base: describePlaces(input.base),
    unit: describePlaces(input.unit),
    ...describeExports(lower.file),
    links: input.links,
    body: describeBody(statements, input),
    warnings: [...input.warnings, ...opened.flatMap(({ name, place }) => (name === undefined ? [computedName(place)] : []))],
    ...(channels.length === 0 ? {} : { channels }),
    ...writesOf(undefined),
  };
}

const computedName = (place: Place): Warning => ({
  code: "CHANNEL_NAME",
  message:
    "the name of this channel is computed: its messages are not compared between versions, and are delivered as they are. Write the name as a literal.",
  place,
});

/** Without what gives classes their static fields: they are told as members. */
function describeBody(all: readonly ts.Statement[], input: DescriptorInput): ModuleDescriptor["body"] {
  const fields = new Set(input.classes.flatMap(({ members }) => members.map(({ node }) => node.parent)));
  const statements = all.filter((statement) => !fields.has(statement));
  const described = describeStatements(statements, { texts: input.texts, pointsAt: () => [], keepsOf: () => [] });
  return described.map((statement, index) => ({ ...statement, place: input.origins.placeOf(statements[index] as ts.Statement) }));
}

function describePlaces(marks: readonly PlacedMark[]): CodePlaces {
  const points: [number, number, number, number][] = [];
  const spans: [number, number, number, number, number][] = [];
  const open: { fn: number; line: number; column: number }[] = [];
  for (const { mark, line, column } of marks) {
    if (mark.mark === "point") points.push([line, column, mark.fn, mark.point]);
    else if (mark.mark === "start") open.push({ fn: mark.fn, line, column });
    else {
      const start = open.pop();
      if (start !== undefined) spans.push([start.line, start.column, line, column, start.fn]);
    }
  }
  return { points, spans };
}
