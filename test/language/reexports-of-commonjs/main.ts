// What a CommonJS module hands on from another is found by Node in its text: an ES module that imports it by name must link.
import("./main.mjs").catch((error: unknown) => console.log(String(error)));
