import { clock } from "../../pipelines/health/words";
import type { ConditionJudge } from "../facts";
import { howMany, turned } from "./class-turn";

/** A known failure that comes faster than its own forecast, for as long as it does. */
export const classEscalating: ConditionJudge = ({ classes }, at) =>
  classes.flatMap((fact) => {
    if (fact.status !== "escalating" || fact.isSilence) return [];
    const why = fact.statusReason ? ` (${fact.statusReason})` : "";
    const words = `faster than usual since ${clock(fact.statusAt, at)}${why}: ${howMany(fact)}.`;
    return [turned("class-escalating", fact, fact.statusAt, words)];
  });
