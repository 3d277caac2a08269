export const late = (): string => "v2 late";
