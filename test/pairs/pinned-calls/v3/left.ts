export const LEFT = "3";

export function left(): string {
  return `3LEFT`.slice(0, 1);
}

/** A closure that is made before an update may be called behind it. */
export function makeLeft(): () => string {
  const made = LEFT;
  return () => `${made === "3" ? made : "?"}`;
}

/** New in the second version, and left behind by the update to the third. */
export const leftLater = async (): Promise<string> => left();
