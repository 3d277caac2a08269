export interface Receipt {
  readonly text: string;
}
export const toReceipt = (text: string): Receipt => ({ text });
export const showReceipt = ({ text }: Receipt): string => `v2 shows: ${text}`;
