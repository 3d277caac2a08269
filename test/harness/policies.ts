// Writes what an author of a patch says of running calls, as the options of `diff` that read it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** @param entries text of each policy, by key */
export function decide(folder: string, entries: Readonly<Record<string, string>>): readonly string[] {
  const file = join(folder, "policies.ts");
  const lines = Object.entries(entries).map(([key, policy]) => `  ${JSON.stringify(key)}: ${policy},\n`);
  writeFileSync(
    file,
    `import { definePolicies } from "ts-updatable";\n\nexport const policies = definePolicies<Policies>({\n${lines.join("")}});\n`,
  );
  return ["--transformers", file];
}
