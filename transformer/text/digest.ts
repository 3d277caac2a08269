// Digests by which two builds compare what they hold.
import { hash } from "node:crypto";

export const digest = (text: string): string => hash("sha256", text).slice(0, 32);
