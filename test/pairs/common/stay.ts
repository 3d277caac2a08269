// Keeps a program that is done until its standard input is closed: an answer that is on its way still arrives.
export const stay = (): void => void process.stdin.resume();
