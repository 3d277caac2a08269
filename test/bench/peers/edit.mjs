// The two edits. All texts change; in the other one a closure also uses a variable that it did not use before.
const changeTexts = (text) => text.replaceAll("`v1 ", "`v2 ");

export const edits = {
  texts: changeTexts,
  captures: (text) => changeTexts(text).replace('start === 0 ? "" : name', 'start === 0 ? "" : greeting + name'),
};

/** In the processes that are edited. */
export const edit = (text) => edits[process.env.EDIT ?? "texts"](text);
