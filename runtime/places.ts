// How places are written in answers.
import type { FunctionDescriptor, Place } from "./contract/build.js";

/** `src/server.ts:31:5`; columns count from 1 for people. */
export const showPlace = (place: Place): string => `${place.file}:${place.line}:${place.column + 1}`;

export const placeOfPoint = (fn: FunctionDescriptor, point: number): Place => fn.points.find((p) => p.id === point)?.place ?? fn.place;
