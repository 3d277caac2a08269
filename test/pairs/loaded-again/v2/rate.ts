export const rate = (): string => "v2";
