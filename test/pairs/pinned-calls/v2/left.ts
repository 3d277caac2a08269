export const LEFT = "2";

export function left(): string {
  return `2LEFT`.slice(0, 1);
}

/** A closure that is made before an update may be called behind it. */
export function makeLeft(): () => string {
  const made = LEFT;
  return () => `${made === "2" ? made : "?"}`;
}

/** New in the second version, and left behind by the update to the third. */
export const leftLater = async (): Promise<string> => left();
