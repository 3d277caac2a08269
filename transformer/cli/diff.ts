// `ts-updatable diff`
export async function diff(_argv: readonly string[]): Promise<number> { return 2; }
