// Property keys that are kept while the rest of their expression is computed.

/** A string, number or symbol; objects are converted as the language does it. Small, so that V8 inlines it. */
export function toPropertyKey(value: unknown): PropertyKey {
  return typeof value === "string" || typeof value === "number" || typeof value === "symbol" ? value : convert(value);
}

const convert = (value: unknown): PropertyKey => Reflect.ownKeys({ [value as string]: undefined })[0] as PropertyKey;
