import type { Graph } from "../../inventory/graph";
import { alarmsOn, doesAct, seesMessages, seesSends } from "../alarms-on";
import { type DeadLetterQueue, deadLetterQueues } from "../dead-letter-queues";
import { alarmFix } from "../fixes/alarm-fix";
import type { CoverageRule, Verdict } from "../rule";

export const dlqAlarmOnSent: CoverageRule = {
  id: "dlq-alarm-on-sent",
  title: "The alarm on dead letters never goes off",
  explanation:
    "NumberOfMessagesSent counts calls of SendMessage. When SQS itself moves a message to the dead-letter queue there is no such call, so the alarm stays green. Watch ApproximateNumberOfMessagesVisible instead.",
  documentedAt: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
    "https://www.deadqueue.com/blog/why-numberofmessagessent-is-wrong",
  ],
  check: (graph) => deadLetterQueues(graph).flatMap((dlq) => judge(graph, dlq)),
};

function judge(graph: Graph, { queue, sources }: DeadLetterQueue): readonly Verdict[] {
  const acting = alarmsOn(graph, queue).filter(doesAct);
  const onSent = acting.filter((watching) => seesSends(watching) && !seesMessages(watching));
  const [first] = onSent;
  if (!first) return [];
  const isOnlyAlarm = !acting.some(seesMessages);
  if (isOnlyAlarm && !graph.isAllRead({ ...queue, kind: "alarm" }, queue.arn)) return [];
  const doesFire = sources.length === 0 || !isOnlyAlarm;
  if (doesFire) return [{ resource: queue, hole: null }];
  const names = sources
    .map(({ name }) => name)
    .sort()
    .join(", ");
  return [
    {
      resource: queue,
      hole: {
        part: "",
        summary: `The only alarm on ${queue.name} counts sent messages, and those that SQS moves there from ${names} are not counted: it does not go off for them.`,
        evidence: onSent.map(({ alarm, metricNames }) => ({
          label: `Metric of alarm ${alarm.name}`,
          value: metricNames.join(", "),
        })),
        confidence: "certain",
        severity: "medium",
        fix: alarmFix(queue, first.alarm.name),
        failingStageArn: null,
      },
    },
  ];
}
