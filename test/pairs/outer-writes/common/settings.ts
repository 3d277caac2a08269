export const settings = { word: "hello" };
