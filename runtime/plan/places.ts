// Where a frame stands, for answers.
import type { FunctionDescriptor, Place } from "../contract/build.js";

export const placeOfPoint = (fn: FunctionDescriptor, point: number): Place => fn.points.find((p) => p.id === point)?.place ?? fn.place;
