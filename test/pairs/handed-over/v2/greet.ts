export const greet = (): string => "v2";
