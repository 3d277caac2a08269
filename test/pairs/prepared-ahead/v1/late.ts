export const late = (): string => "v1 late";
