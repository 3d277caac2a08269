// What ends a probation in the program's own thread: a confirmation, or a timer where there is no helper thread.
import type { ApplyAnswer } from "./contract/protocol.js";
import { goBack } from "./control/go-back.js";
import { beginRollback, confirmUpdate, whenSettled } from "./engine.js";
import { mannerOf } from "./pending.js";
import { probation } from "./this-process.js";

export { confirmUpdate as confirm };

probation.onExpire = (version) =>
  void goBack(version, async ({ timeoutMs = 0, ...params }): Promise<ApplyAnswer> => {
    const answer = await (beginRollback(mannerOf(params, "engine"), params) ?? whenSettled(timeoutMs));
    await probation.record();
    return answer;
  });
