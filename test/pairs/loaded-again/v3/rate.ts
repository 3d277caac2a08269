export const rate = (): string => "v1";
