export const LEFT = "2";

export function left(): string {
  return `2LEFT`.slice(0, 1);
}

/** A closure that is made before an update may be called behind it. */
export function makeLeft(): () => string {
  const made = LEFT;
  return () => `${made === "2" ? made : "?"}`;
}
