export const near = (): string => "v1 near";
