import { clock } from "../../pipelines/health/words";
import type { ConditionJudge } from "../facts";
import { holdsSince, howMany, turned } from "./class-turn";

/** A failure that had ended and is back: until it ends again or somebody answers for it. */
export const classRegressed: ConditionJudge = ({ classes }, at) =>
  classes.flatMap((fact) => {
    const since = holdsSince(fact, "regressed");
    if (!since) return [];
    const words = `back since ${clock(since, at)}, ${howMany(fact)}.`;
    return [turned("class-regressed", fact, since, words)];
  });
