import { accountBlind } from "./conditions/account-blind";
import { ageThreshold } from "./conditions/age-threshold";
import { approvalWaiting } from "./conditions/approval-waiting";
import { budgetBurn } from "./conditions/budget-burn";
import { classEscalating } from "./conditions/class-escalating";
import { classNew } from "./conditions/class-new";
import { classRegressed } from "./conditions/class-regressed";
import { cloudwatchAlarm } from "./conditions/cloudwatch-alarm";
import { deadLetterInflow } from "./conditions/dead-letter-inflow";
import { depthThreshold } from "./conditions/depth-threshold";
import { pipelineFailing } from "./conditions/pipeline-failing";
import { pipelineStalled } from "./conditions/pipeline-stalled";
import { pollerSilent } from "./conditions/poller-silent";
import { predictedLoss } from "./conditions/predicted-loss";
import { queueSilent } from "./conditions/queue-silent";
import { ruleSilent } from "./conditions/rule-silent";
import { runFinished } from "./conditions/run-finished";
import { runPaused } from "./conditions/run-paused";
import { undeliveredDeadLetters } from "./conditions/undelivered-dead-letters";
import type { AlertFacts, ConditionJudge } from "./facts";
import { CONDITIONS, type Condition, type Reason } from "./reason";

/** All that somebody may be told of: a new condition is a file and a line here. */
const JUDGES: Readonly<Record<Condition, ConditionJudge>> = {
  "predicted-loss": predictedLoss,
  "undelivered-dead-letters": undeliveredDeadLetters,
  "pipeline-failing": pipelineFailing,
  "pipeline-stalled": pipelineStalled,
  "account-blind": accountBlind,
  "poller-silent": pollerSilent,
  "class-regressed": classRegressed,
  "class-new": classNew,
  "class-escalating": classEscalating,
  "dead-letter-inflow": deadLetterInflow,
  "budget-burn": budgetBurn,
  "rule-silent": ruleSilent,
  "queue-silent": queueSilent,
  "age-threshold": ageThreshold,
  "depth-threshold": depthThreshold,
  "run-paused": runPaused,
  "approval-waiting": approvalWaiting,
  "cloudwatch-alarm": cloudwatchAlarm,
  "run-finished": runFinished,
};

/**
 * What holds now, at most once per condition and subject, in the order of CONDITIONS. The severity is what the condition alone
 * deserves, wherever it holds: routes lower it where nobody is to be woken.
 *
 * What was so when we looked first is backlog: it is never more than *notify*, and its sentence says so. Messages and classes
 * that the first look found make no class that is new; a loss of them is told; limits that were passed, pipelines that were bad
 * and alarms that were up then are told; an account that was never seen is not gone dark.
 */
export function reasonsOf(facts: AlertFacts, at: Date): Reason[] {
  return CONDITIONS.flatMap((condition) => JUDGES[condition](facts, at));
}
