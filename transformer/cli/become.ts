// Lets this process become the program: its streams, signals, exit code and process id are then those of the program.

/** Does not return where it succeeds: no process stands between the program and whoever started it. */
export function become(file: string, rest: readonly string[], env: NodeJS.ProcessEnv): string {
  if (process.execve === undefined) return "this system cannot replace a process by another.";
  process.execve(process.execPath, [process.execPath, ...process.execArgv, file, ...rest], env);
  return "this process could not become the program.";
}
