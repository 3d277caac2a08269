// Types of edit.mjs, which runs where no types are stripped.
export const edits: Readonly<Record<"texts" | "captures", (text: string) => string>>;
export function edit(text: string): string;
