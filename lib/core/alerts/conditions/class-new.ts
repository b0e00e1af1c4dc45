import { clock } from "../../pipelines/health/words";
import type { ConditionJudge } from "../facts";
import { holdsSince, howMany, turned } from "./class-turn";

/**
 * A failure that nobody had seen before: until it ends or somebody answers for it. Never what was there before anybody looked;
 * a silence is told by itself.
 */
export const classNew: ConditionJudge = ({ classes }, at) =>
  classes.flatMap((fact) => {
    const since = holdsSince(fact, "new");
    return since ? [turned("class-new", fact, since, `new since ${clock(since, at)}, ${howMany(fact)}.`)] : [];
  });
