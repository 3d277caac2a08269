// How long the path of a Unix socket may be: the same rule for who listens and who connects.

/** Bytes that `sun_path` holds, without its final zero. */
export const MAX_SOCKET_PATH: number = process.platform === "linux" ? 107 : 103;

/** Says why `path` cannot be a socket's path, `undefined` if it can. */
export function findPathProblem(path: string): string | undefined {
  const bytes = Buffer.byteLength(path);
  if (bytes <= MAX_SOCKET_PATH) return undefined;
  return `the socket path ${path} has ${bytes} bytes, and a Unix socket path can have ${MAX_SOCKET_PATH}: use a shorter one.`;
}
