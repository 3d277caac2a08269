export const greet = (): string => "v1";
