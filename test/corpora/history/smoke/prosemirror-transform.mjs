// What prosemirror-transform answers to a few calls.
import { createRequire } from "node:module";

export default function smoke({ Transform, Mapping, StepMap, Step, canSplit, liftTarget, findWrapping, replaceStep }, modules) {
  const { Schema, Slice, Fragment } = createRequire(`${modules}/`)("prosemirror-model");
  const text = { group: "inline" };
  const nodes = {
    doc: { content: "block+" },
    paragraph: { group: "block", content: "inline*" },
    blockquote: { group: "block", content: "block+" },
    text,
  };
  const schema = new Schema({ nodes, marks: { strong: {}, em: {} } });
  const p = (string) => schema.node("paragraph", null, [schema.text(string)]);
  const doc = schema.node("doc", null, [p("hello"), schema.node("blockquote", null, [p("quoted"), p("twice")])]);
  const tr = new Transform(doc);
  tr.addMark(1, 4, schema.mark("strong")).removeMark(2, 3, schema.mark("strong"));
  tr.delete(2, 3).insert(0, p("first")).split(3).join(4);
  tr.replace(1, 3, new Slice(Fragment.from(schema.text("XYZ")), 0, 0));
  const range = tr.doc.resolve(3).blockRange();
  tr.wrap(range, findWrapping(range, schema.nodes.blockquote));
  const lifted = tr.doc.resolve(3).blockRange();
  const target = liftTarget(lifted);
  if (target !== null) tr.lift(lifted, target);
  const mapping = new Mapping([new StepMap([2, 0, 4]), new StepMap([1, 3, 0])]);
  const steps = tr.steps.map((step, index) => JSON.stringify(Step.fromJSON(schema, step.toJSON()).invert(tr.docs[index])));
  return [tr.doc.toString(), [0, 1, 2, 3, 8].map((n) => mapping.map(n)), canSplit(doc, 3), steps, JSON.stringify(replaceStep(doc, 1, 3))];
}
