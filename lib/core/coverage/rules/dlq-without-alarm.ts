import type { Graph } from "../../inventory/graph";
import { alarmsOn, doesAct, seesMessages, seesSends, type WatchingAlarm } from "../alarms-on";
import { type DeadLetterQueue, deadLetterQueues } from "../dead-letter-queues";
import { alarmFix } from "../fixes/alarm-fix";
import type { CoverageRule, Verdict } from "../rule";

export const dlqWithoutAlarm: CoverageRule = {
  id: "dlq-without-alarm",
  title: "Nobody is told about dead letters",
  explanation:
    "Without an alarm a dead letter is found by chance or expires. An alarm on the queue's visible messages above 0, with an action that reaches a person, tells at once. Alarms of other tools and of other accounts cannot be seen from here.",
  documentedAt: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html",
  ],
  check: (graph) => deadLetterQueues(graph).flatMap((dlq) => judge(graph, dlq)),
};

function judge(graph: Graph, { queue, sources }: DeadLetterQueue): readonly Verdict[] {
  if (!graph.isAllRead({ ...queue, kind: "alarm" }, queue.arn)) return [];
  const alarms = alarmsOn(graph, queue);
  const acting = alarms.filter(doesAct);
  if (acting.some(seesMessages)) return [{ resource: queue, hole: null }];
  // An alarm on sent messages suffices where others send; where SQS moves them, `dlq-alarm-on-sent` speaks of it.
  if (acting.some(seesSends)) return sources.length === 0 ? [{ resource: queue, hole: null }] : [];
  const silent = alarms.filter((watching) => !doesAct(watching) && seesMessages(watching));
  return [{ resource: queue, hole: holeOf(queue, silent) }];
}

function holeOf(queue: DeadLetterQueue["queue"], silent: readonly WatchingAlarm[]): Verdict["hole"] {
  const [first] = silent;
  const names = silent.map(({ alarm }) => alarm.name).join(", ");
  return {
    part: "",
    summary: first
      ? `${names} watches ${queue.name} but has no actions: unless a composite alarm or a rule listens to it, nobody is told.`
      : `No CloudWatch alarm with an action watches ${queue.name}: a dead letter lies there until somebody looks.`,
    evidence: [
      { label: `Alarms on ${queue.name} in ${queue.awsAccountId}, ${queue.region}`, value: first ? names : "none" },
      ...(first ? [{ label: "Actions", value: "none, or switched off" }] : []),
    ],
    confidence: first ? "possible" : "certain",
    severity: "medium",
    fix: alarmFix(queue, first?.alarm.name),
    failingStageArn: null,
  };
}
