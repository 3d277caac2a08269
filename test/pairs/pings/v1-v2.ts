import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({ "channel:balls": (n) => ({ n }) });
