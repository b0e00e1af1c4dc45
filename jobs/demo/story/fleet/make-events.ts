import {
  CreateEventBusCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { CreatePipeCommand, type PipeSourceParameters } from "@aws-sdk/client-pipes";
import { CreateScheduleCommand } from "@aws-sdk/client-scheduler";
import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { type Site, serviceRoleOf } from "./site";

/** Long enough ago to be no news, and recent enough not to be called silent. */
const MATCHED_DAYS_AGO = 2;

export async function bus(site: Site, Name: string): Promise<void> {
  await site.events.send(new CreateEventBusCommand({ Name, Tags: site.tagList }));
}

interface RuleWish {
  readonly bus?: string;
  readonly targets: readonly Target[];
  /** When it matched. */
  readonly matchedDaysAgo?: readonly number[];
}

/** A rule of its own event source, which has matched. */
export async function rule(site: Site, Name: string, wish: RuleWish): Promise<void> {
  const { bus: EventBusName = "default", targets, matchedDaysAgo = [MATCHED_DAYS_AGO] } = wish;
  const source = `fleet.${Name}`;
  const EventPattern = JSON.stringify({ source: [source] });
  await site.events.send(new PutRuleCommand({ Name, EventBusName, EventPattern, Tags: site.tagList }));
  await site.events.send(new PutTargetsCommand({ Rule: Name, EventBusName, Targets: [...targets] }));
  for (const daysAgo of matchedDaysAgo) site.timetable.tellAt(daysAgo, () => tell(site, EventBusName, source));
}

async function tell(site: Site, EventBusName: string, Source: string): Promise<void> {
  const Detail = JSON.stringify({ team: site.account.team });
  await site.events.send(new PutEventsCommand({ Entries: [{ EventBusName, Source, DetailType: "Done", Detail }] }));
}

/** A queue as a target, with where to give up. */
export function toQueue(site: Site, Id: string, queue: string, deadLetters?: string): Target {
  return { Id, Arn: site.arn("sqs", queue), ...givingUpIn(site, deadLetters) };
}

export function toFunction(site: Site, Id: string, name: string, deadLetters?: string): Target {
  return { Id, Arn: site.arn("lambda", `function:${name}`), ...givingUpIn(site, deadLetters) };
}

function givingUpIn(site: Site, deadLetters?: string) {
  return deadLetters === undefined ? {} : { DeadLetterConfig: { Arn: site.arn("sqs", deadLetters) } };
}

/** A topic and the queue that listens to it. */
export async function topic(site: Site, Name: string, queue: string, deadLetters?: string): Promise<void> {
  await site.sns.send(new CreateTopicCommand({ Name, Tags: site.tagList }));
  const redrive = deadLetters && JSON.stringify({ deadLetterTargetArn: site.arn("sqs", deadLetters) });
  await site.sns.send(
    new SubscribeCommand({
      TopicArn: site.arn("sns", Name),
      Protocol: "sqs",
      Endpoint: site.arn("sqs", queue),
      Attributes: { RawMessageDelivery: "true", ...(redrive && { RedrivePolicy: redrive }) },
    }),
  );
}

/** A schedule that sends to a queue every night. */
export function nightly(site: Site, Name: string, queue: string, deadLetters?: string): void {
  site.timetable.today(async () => {
    const Target = {
      Arn: site.arn("sqs", queue),
      RoleArn: serviceRoleOf(site.account),
      Input: JSON.stringify({ type: "NightlyDue", team: site.account.team }),
      ...givingUpIn(site, deadLetters),
    };
    const when = { ScheduleExpression: "cron(0 3 * * ? *)", FlexibleTimeWindow: { Mode: "OFF" as const } };
    await site.scheduler.send(new CreateScheduleCommand({ Name, ...when, Target }));
  });
}

/** A pipe into a queue. */
export function pipe(site: Site, Name: string, from: string, to: string, source?: PipeSourceParameters): void {
  site.timetable.today(async () => {
    await site.pipes.send(
      new CreatePipeCommand({
        Name,
        Source: from,
        SourceParameters: source,
        Target: site.arn("sqs", to),
        RoleArn: serviceRoleOf(site.account),
        Tags: { ...site.tags },
      }),
    );
  });
}
