import { PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { CreateTopicCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, type QueueAttributeName } from "@aws-sdk/client-sqs";
import type { Site, Tags } from "./site";

/** The longest that SQS keeps a message, in seconds. */
export const FORTNIGHT = `${14 * 86_400}`;
const VISIBLE = "ApproximateNumberOfMessagesVisible";
type Attributes = Partial<Record<QueueAttributeName, string>>;

interface DeadLetterWish {
  readonly attributes?: Attributes;
  readonly tags?: Tags;
  /** The metric that its alarm watches; null makes none. */
  readonly alarmOn?: string | null;
}

/** A dead-letter queue with an alarm, into which rules and topics of its account may put what they give up. */
export async function deadLetterQueue(site: Site, name: string, wish: DeadLetterWish = {}): Promise<void> {
  const Attributes = {
    MessageRetentionPeriod: FORTNIGHT,
    ...fifo(name),
    Policy: sendersIn(site, name),
    ...wish.attributes,
  };
  await create(site, name, Attributes, wish.tags);
  const { alarmOn = VISIBLE } = wish;
  if (alarmOn !== null) alarm(site, name, alarmOn);
}

interface SourceWish {
  readonly maxReceiveCount?: number;
  readonly tags?: Tags;
  /** No rule or topic was ever allowed to send to it. */
  readonly isClosed?: boolean;
}

/** A queue that takes what rules and topics of its account send. */
export async function queue(site: Site, name: string, wish: SourceWish & { deadLetters?: string } = {}): Promise<void> {
  const { deadLetters, maxReceiveCount = 3, tags, isClosed } = wish;
  const redrive = deadLetters && { deadLetterTargetArn: site.arn("sqs", deadLetters), maxReceiveCount };
  const Attributes = {
    Policy: isClosed ? "" : sendersIn(site, name),
    ...fifo(name),
    ...(redrive && { RedrivePolicy: JSON.stringify(redrive) }),
  };
  await create(site, name, Attributes, tags);
}

/** A queue and its dead-letter queue beside it. */
export async function pair(site: Site, name: string, wish: DeadLetterWish & SourceWish = {}): Promise<void> {
  await deadLetterQueue(site, `${name}-dlq`, wish);
  await queue(site, name, { ...wish, deadLetters: `${name}-dlq` });
}

/** The topic that the alarms of a Region tell. */
export async function onCallTopic(site: Site): Promise<void> {
  await site.sns.send(new CreateTopicCommand({ Name: onCallName(site), Tags: site.tagList }));
}

function onCallName({ account }: Site): string {
  return `${account.team}-on-call`;
}

function alarm(site: Site, queueName: string, MetricName: string): void {
  site.timetable.today(async () => {
    await site.cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: `${queueName}-has-messages`,
        Namespace: "AWS/SQS",
        MetricName,
        Dimensions: [{ Name: "QueueName", Value: queueName }],
        Statistic: "Maximum",
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: 0,
        ComparisonOperator: "GreaterThanThreshold",
        TreatMissingData: "notBreaching",
        AlarmActions: [site.arn("sns", onCallName(site))],
      }),
    );
  });
}

async function create(site: Site, QueueName: string, Attributes: Attributes, tags: Tags = site.tags): Promise<void> {
  // Sent without those that a hole leaves out on purpose.
  const wanted = Object.fromEntries(Object.entries(Attributes).filter(([, value]) => value !== ""));
  await site.sqs.send(new CreateQueueCommand({ QueueName, Attributes: wanted, tags: { ...tags } }));
}

function fifo(name: string): Attributes {
  return name.endsWith(".fifo") ? { FifoQueue: "true", ContentBasedDeduplication: "true" } : {};
}

function sendersIn(site: Site, name: string): string {
  const Statement = [
    { service: "events", source: site.arn("events", "rule/*") },
    { service: "sns", source: site.arn("sns", "*") },
  ].map(({ service, source }) => ({
    Effect: "Allow",
    Principal: { Service: `${service}.amazonaws.com` },
    Action: "sqs:SendMessage",
    Resource: site.arn("sqs", name),
    Condition: { ArnLike: { "aws:SourceArn": source } },
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
