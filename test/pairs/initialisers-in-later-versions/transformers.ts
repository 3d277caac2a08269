import { defineStateTransformers } from "ts-updatable";

export default defineStateTransformers<StateTransformers, WayBack>({ "src/main.ts#Box.tags": () => "old tags" });
