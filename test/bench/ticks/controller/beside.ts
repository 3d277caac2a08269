// What else the program is made of: nothing here, all programs of the benchmark in the bigger one.
export {};
