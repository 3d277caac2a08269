// Writes the descriptors of functions: their points, what a saved frame holds, and their statements.
import ts from "typescript";
import { type FunctionDescriptor, heldByClass, type LocalDescriptor, type PointDescriptor } from "../../runtime/contract/build.js";
import type { FunctionInfo } from "../1-analyze/functions.js";
import type { FunctionPoints, Point } from "../1-analyze/points.js";
import type { Binding } from "../1-analyze/scopes.js";
import type { Variable } from "../1-analyze/variables.js";
import type { FrameLayout } from "../2-lower/lower.js";
import { filledName, immediateCall } from "../syntax/fillings.js";
import { isKeepable } from "../syntax/keepable.js";
import { bodyOf, isFunctionNode, isLoop, skipParentheses } from "../syntax/nodes.js";
import { describeStatements, type ShapeSource } from "../syntax/shapes.js";
import { digest } from "../text/digest.js";
import { endingNames, isCellsName, loopNames } from "../text/names.js";
import type { DescriptorInput } from "./descriptor-input.js";
import { LiveLocals } from "./live-locals.js";

export const describeFunction = (info: FunctionInfo, input: DescriptorInput): FunctionDescriptor =>
  new FunctionDescriber(input, info).run();

class FunctionDescriber {
  readonly #input: DescriptorInput;
  readonly #info: FunctionInfo;
  readonly #points: FunctionPoints;
  readonly #layout: FrameLayout;
  readonly #shape: ShapeSource;
  readonly #live: LiveLocals;

  constructor(input: DescriptorInput, info: FunctionInfo) {
    this.#input = input;
    this.#info = info;
    this.#points = input.lower.points.get(info) as FunctionPoints;
    this.#layout = input.lowerer.layout(info);
    this.#live = new LiveLocals(info, this.#layout, input.lowerer.temporaries(info));
    this.#shape = {
      texts: input.texts,
      pointsAt: (node) => {
        const point = this.#points.pointOf.get(node);
        return point === undefined ? [] : [point.id];
      },
      keepsOf: (node) => this.#keepsOf(node),
    };
  }

  run(): FunctionDescriptor {
    const { node, index, id, kind, form, parent, fixed, unmovable } = this.#info;
    const code = bodyOf(node);
    const body = code !== undefined && ts.isBlock(code) ? code.statements : [];
    const entry = this.#points.pointOf.get(node);
    const tree = describeStatements(body, this.#shape);
    const expression = code !== undefined && !ts.isBlock(code) ? [this.#expressionBody(code)] : [];
    return {
      id,
      index,
      kind,
      form,
      parent: parent?.index ?? -1,
      digest: digest([this.#input.texts.of(node), ...this.#layoutKey()].join("\n")),
      place: this.#input.origins.placeOf(node),
      locals: this.#locals(),
      captures:
        this.#info.captures.length + this.#info.specials.length === 0
          ? []
          : [...Array(this.#info.captures.length + this.#info.specials.length).keys()],
      ...(ts.isArrowFunction(node) && this.#info.mentions.this ? { usesThis: true } : {}),
      points: this.#points.points.map((point) => this.#point(point)),
      tree:
        entry === undefined
          ? [...tree, ...expression]
          : [{ kind: "Entry", text: "", points: [entry.id], keeps: [], declares: [], blocks: [] }, ...tree, ...expression],
      ...this.#heldBy(),
      ...(fixed === undefined ? {} : { fixed }),
      ...(unmovable === undefined ? {} : { unmovable }),
      ...this.#once(),
    };
  }

  #heldBy(): Pick<FunctionDescriptor, "heldBy"> {
    const { held, methods } = this.#input.lower;
    const method = methods.of.get(this.#info);
    const heldBy = method === undefined ? held.nameOf.get(this.#info) : heldByClass(method.class, method.name);
    return heldBy === undefined ? {} : { heldBy };
  }

  #once(): Pick<FunctionDescriptor, "once"> {
    const { node, parent } = this.#info;
    const call = parent === undefined ? immediateCall(node) : undefined;
    if (call === undefined) return {};
    const name = ts.isExpressionStatement(call.parent) ? filledName(call.parent) : undefined;
    const binding = name === undefined ? undefined : this.#input.lower.scopes.module.bindings.get(name);
    const isEnumeration = binding !== undefined && this.#input.origins.isEnumeration(binding.declaration);
    return { once: isEnumeration ? "enumeration" : "initialisation" };
  }

  /**
   * Points and saved values are part of a function's identity: equal digests promise interchangeable frames. The text does not tell which of its calls are
   * points.
   */
  #layoutKey(): string[] {
    const points = this.#points.points.map((p) => `${p.kind}${p.skipped}${p.label ?? ""}`);
    const locals = this.#layout.locals.map((l) => `${l.variable?.mode ?? ""}${l.variable?.storage ?? ""}`);
    return [points.join(" "), locals.join(" "), ...(this.#info.cells === undefined ? [] : ["cells"])];
  }

  #expressionBody(node: ts.Node): FunctionDescriptor["tree"][number] {
    const points: number[] = [];
    const visit = (at: ts.Node): void => {
      points.push(...this.#shape.pointsAt(at));
      if (!isFunctionNode(at)) ts.forEachChild(at, visit);
    };
    visit(node);
    return {
      kind: "ReturnStatement",
      text: this.#input.texts.of(node),
      points: points.sort((a, b) => a - b),
      keeps: [],
      declares: [],
      blocks: [],
    };
  }

  #locals(): LocalDescriptor[] {
    const pure = this.#input.pureOf(this.#info);
    return this.#layout.locals.map((local): LocalDescriptor => {
      const binding = local.capture ?? local.variable?.binding;
      const place = this.#input.origins.placeOf(binding?.declaration ?? this.#info.node);
      const type = binding && this.#input.origins.typeOf(binding.declaration);
      const storage = local.variable?.storage ?? (local.capture === undefined ? "value" : this.#captureStorage(local.capture));
      return {
        name: local.name,
        storage,
        role: roleOf(local),
        place,
        ...(type === undefined ? {} : { type }),
        ...(binding !== undefined && pure.has(binding.declaration) ? { pure: true } : {}),
        ...(binding !== undefined && this.#input.needsNothing(binding.declaration) ? { alone: true } : {}),
        ...(binding !== undefined && isRepeated(binding) ? { repeated: true } : {}),
        ...(local.variable === undefined ? {} : describeRestart(local.variable)),
      };
    });
  }

  #captureStorage(capture: Binding): "value" | "box" {
    return this.#input.lowerer.storageOf(capture);
  }

  #point(point: Point): PointDescriptor {
    const { node } = point;
    const called = ts.isAwaitExpression(node) ? skipParentheses(node.expression) : node;
    const callee = ts.isCallExpression(called) || ts.isNewExpression(called) ? this.#calleeOf(called) : undefined;
    const text = callee && this.#input.texts.of(callee);
    return {
      id: point.id,
      kind: point.kind,
      place: this.#input.origins.placeOf(node),
      live: this.#live.at(node),
      ...(point.label === undefined ? {} : { label: point.label }),
      ...(text === undefined ? {} : { text }),
      ...(isCleaning(node) ? { cleaning: true } : {}),
    };
  }

  /** What a call calls; `o.f` of `$m.call(o.f, o, …)`. */
  #calleeOf(call: ts.CallExpression | ts.NewExpression): ts.Node {
    return this.#input.origins.helperOf(call) === undefined ? call.expression : (call.arguments?.[0] ?? call.expression);
  }

  #keepsOf(node: ts.Node): number[] {
    const names =
      ts.isForOfStatement(node) || ts.isForInStatement(node) ? loopNames(node) : ts.isTryStatement(node) ? endingNames(node) : [];
    return names.map((name) => this.#layout.locals.findIndex((l) => l.name === name && l.variable === undefined)).filter((i) => i >= 0);
  }
}

/** Whether a node is a `finally` block, or stands in one of its own function. */
function isCleaning(node: ts.Node): boolean {
  for (let at = node; !isFunctionNode(at) && !ts.isSourceFile(at); at = at.parent)
    if (ts.isTryStatement(at.parent) && at.parent.finallyBlock === at) return true;
  return false;
}

/** Declared inside a loop: one call has many of it. */
function isRepeated({ scope }: Binding): boolean {
  for (let at: ts.Node = scope.node; !ts.isSourceFile(at) && !isFunctionNode(at); at = at.parent) if (isLoop(at)) return true;
  return false;
}

/** What becomes of a variable when its call begins anew. */
function describeRestart({ binding, role }: Variable): Pick<LocalDescriptor, "keepable" | "assigned"> {
  if (role === "parameter") return binding.writes.length > 0 ? { assigned: true } : {};
  const { parent } = binding.declaration;
  return ts.isVariableDeclaration(parent) && parent.name === binding.declaration && isKeepable(parent) ? { keepable: true } : {};
}

function roleOf(local: FrameLayout["locals"][number]): LocalDescriptor["role"] {
  if (local.variable === undefined && isCellsName(local.name)) return "cells";
  if (local.capture !== undefined || local.special !== undefined) return "capture";
  if (local.variable !== undefined) return local.variable.role;
  return local.name === "arguments" ? "parameter" : "temporary";
}
