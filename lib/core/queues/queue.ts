export type QueueMode = "off" | "index" | "vault";
export type CaptureLevel = "none" | "shape" | "masked" | "whole";

/** Whether anything of a message's text is kept at this level: of *masked* only what no rule hides. */
export function keepsText(capture: CaptureLevel): boolean {
  return capture === "whole" || capture === "masked";
}

/** What one look at a queue tells: its identity, its settings and its counters at a time. */
export interface QueueFacts {
  readonly arn: string;
  readonly url: string;
  readonly name: string;
  readonly createdAt: string;
  readonly isFifo: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly deadLetterTargetArn: string | null;
  readonly maxReceiveCount: number | null;
  readonly retentionSeconds: number;
  readonly visibilityTimeoutSeconds: number;
  readonly maxMessageBytes: number;
}

/** Facts from a queue's attributes. `maxReceiveCount` arrives as text or number; a policy that is no JSON counts as none. */
export function queueFactsFrom(queue: {
  readonly arn: string;
  readonly url: string;
  readonly createdAt: Date;
  readonly settings: Readonly<Record<string, string>>;
}): QueueFacts {
  const { settings } = queue;
  const policy = redrivePolicyFrom(settings.RedrivePolicy);
  const name = queue.arn.split(":").at(-1) ?? queue.arn;
  return {
    arn: queue.arn,
    url: queue.url,
    name,
    createdAt: queue.createdAt.toISOString(),
    isFifo: name.endsWith(".fifo"),
    settings,
    deadLetterTargetArn: policy?.deadLetterTargetArn ?? null,
    maxReceiveCount: policy?.maxReceiveCount ?? null,
    retentionSeconds: Number(settings.MessageRetentionPeriod ?? 345_600),
    visibilityTimeoutSeconds: Number(settings.VisibilityTimeout ?? 30),
    maxMessageBytes: Number(settings.MaximumMessageSize ?? 1_048_576),
  };
}

export function redrivePolicyFrom(
  text: string | undefined,
): { deadLetterTargetArn: string; maxReceiveCount: number } | undefined {
  if (!text) return undefined;
  try {
    const policy: unknown = JSON.parse(text);
    if (typeof policy !== "object" || policy === null || !("deadLetterTargetArn" in policy)) return undefined;
    const count = "maxReceiveCount" in policy ? Number(policy.maxReceiveCount) : 10;
    return {
      deadLetterTargetArn: String(policy.deadLetterTargetArn),
      maxReceiveCount: Number.isFinite(count) ? count : 10,
    };
  } catch {
    // AWS validates the policy when it is set; text that is no JSON can only come from an emulator.
    return undefined;
  }
}

/** Settings that differ, by name; counters and modification times are no settings. */
export function settingChanges(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): { field: string; before: string | null; after: string | null }[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => name !== "LastModifiedTimestamp")
    .sort();
  return names
    .filter((name) => before[name] !== after[name])
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}
