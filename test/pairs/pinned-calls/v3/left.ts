export const LEFT = "3";

export function left(): string {
  return `3LEFT`.slice(0, 1);
}

/** A closure that is made before an update may be called behind it. */
export function makeLeft(): () => string {
  const made = LEFT;
  return () => `${made === "3" ? made : "?"}`;
}
