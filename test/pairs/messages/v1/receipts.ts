export type Receipt = string;
export const toReceipt = (text: string): Receipt => text;
export const showReceipt = (receipt: Receipt): string => `v1 shows: ${receipt}`;
