import { cloudFormationResource } from "../coverage/fixes/cloudformation";
import { terraformResource } from "../coverage/fixes/terraform";
import { LONGEST_RETENTION_SECONDS } from "../failures/loss";

export interface RetainedQueue {
  readonly name: string;
  readonly url: string;
  readonly region: string;
  readonly isFifo: boolean;
  readonly retentionSeconds: number;
}

/** A setting before and after, as AWS writes it. */
export interface SettingChange {
  readonly setting: "MessageRetentionPeriod";
  readonly before: string;
  readonly after: string;
}
/** The same change for whoever keeps the queue as code, or has the rights that we lack. */
export interface ChangeAsCode {
  readonly terraform: string;
  readonly cloudFormation: string;
  readonly cli: string;
}

/** Raising to the longest that SQS allows; nothing in between saves more. */
export function retentionChange({ retentionSeconds }: Pick<RetainedQueue, "retentionSeconds">): SettingChange {
  return {
    setting: "MessageRetentionPeriod",
    before: String(retentionSeconds),
    after: String(LONGEST_RETENTION_SECONDS),
  };
}

export function retentionAsCode({ name, url, region, isFifo }: RetainedQueue): ChangeAsCode {
  return {
    terraform: terraformResource("aws_sqs_queue", name, {
      name,
      fifo_queue: isFifo ? true : undefined,
      message_retention_seconds: LONGEST_RETENTION_SECONDS,
    }),
    cloudFormation: cloudFormationResource(name, "AWS::SQS::Queue", {
      QueueName: name,
      FifoQueue: isFifo ? true : undefined,
      MessageRetentionPeriod: LONGEST_RETENTION_SECONDS,
    }),
    cli: `aws sqs set-queue-attributes --region ${quoted(region)} --queue-url ${quoted(url)} --attributes MessageRetentionPeriod=${LONGEST_RETENTION_SECONDS}`,
  };
}

/** What keeps the queue as code, as far as its tags tell; a change by hand is undone by its next deployment. */
export function keptAsCodeBy(tags: Readonly<Record<string, string>>): string | null {
  const stack = tags["aws:cloudformation:stack-name"];
  if (stack) return `the CloudFormation stack ${stack}`;
  const isTerraform = Object.entries(tags).some(([key, value]) => /terraform|opentofu/i.test(`${key} ${value}`));
  return isTerraform ? "Terraform" : null;
}

/** "4 d", "12 h", "90 min": a retention in the largest unit that divides it. */
export function retentionText(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
