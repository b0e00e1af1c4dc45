import type { ConditionJudge } from "../facts";
import { silent } from "./silent";

/** A queue into which nothing is sent though something used to be. CloudWatch tells at best effort: it wakes nobody by itself. */
export const queueSilent: ConditionJudge = ({ silences }) =>
  silences.flatMap((fact) => (fact.kind === "queue" ? [silent("queue-silent", "notify", fact)] : []));
