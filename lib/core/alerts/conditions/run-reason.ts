import type { RunFact } from "../facts";
import type { Condition, Reason } from "../reason";
import { made } from "./made";

export function runReason(condition: Condition, run: RunFact, sentence: string): Reason {
  const { id, name, accountId, region, arn, queueId, classId, at } = run;
  const subject = { kind: "run", id, name } as const;
  return made(condition, "notify", { subject, accountId, region, arn, queueId, classId, since: at, sentence });
}
