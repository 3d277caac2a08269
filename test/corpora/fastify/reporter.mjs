// A reporter for node:test: one line of JSON for each test.
export default async function* report(source) {
  for await (const { type, data } of source) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const file = (data.file ?? "").replace(/^.*\/test\//, "");
    const skipped = data.skip !== undefined || data.todo !== undefined;
    const error = data.details?.error;
    const message = String(error?.cause?.stack ?? error?.cause?.message ?? error?.message ?? "");
    const status = skipped ? "skipped" : type === "test:pass" ? "passed" : "failed";
    yield `${JSON.stringify({ name: `${file} > ${"· ".repeat(data.nesting)}${data.name}`, status, message: message.slice(0, 2000) })}\n`;
  }
}
