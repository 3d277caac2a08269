// Placeholder of the demonstration: says that there is none yet.
console.log("There is no demonstration yet.");
