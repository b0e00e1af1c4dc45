import type { ConditionJudge } from "../facts";
import { silent } from "./silent";

/** A rule that does not run though it used to: it makes no dead letter and nobody else tells. */
export const ruleSilent: ConditionJudge = ({ silences }) =>
  silences.flatMap((fact) => (fact.kind === "rule" ? [silent("rule-silent", "page", fact)] : []));
