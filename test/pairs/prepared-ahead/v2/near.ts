export const near = (): string => "v2 near";
