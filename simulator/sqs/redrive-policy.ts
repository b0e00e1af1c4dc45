export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

export interface RedriveAllowPolicy {
  readonly redrivePermission: "allowAll" | "denyAll" | "byQueue";
  readonly sourceQueueArns: readonly string[];
}

export const ALLOW_ALL: RedriveAllowPolicy = { redrivePermission: "allowAll", sourceQueueArns: [] };

const DEFAULT_MAX_RECEIVES = 10;

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    // Not JSON: the caller tells the sender in AWS's words.
    return undefined;
  }
}

/** The policy, or in words what is wrong with it. `maxReceiveCount` may be a number, text or left out (10), as on AWS. */
export function parseRedrivePolicy(text: string): RedrivePolicy | string {
  const policy = parseObject(text);
  if (!policy) return "Redrive policy is not a valid JSON map.";
  const { deadLetterTargetArn, maxReceiveCount = DEFAULT_MAX_RECEIVES } = policy;
  if (typeof deadLetterTargetArn !== "string") {
    return "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.";
  }
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    return `Invalid value for maxReceiveCount: ${String(maxReceiveCount)}, valid values are from 1 to 1000 both inclusive.`;
  }
  return { deadLetterTargetArn, maxReceiveCount: count };
}

/** The policy, or in words what is wrong with it. */
export function parseRedriveAllowPolicy(text: string): RedriveAllowPolicy | string {
  const policy = parseObject(text);
  if (!policy) return "Redrive allow policy is not a valid JSON map.";
  const { redrivePermission, sourceQueueArns } = policy;
  if (redrivePermission !== "allowAll" && redrivePermission !== "denyAll" && redrivePermission !== "byQueue") {
    return "Redrive allow policy does not contain a valid redrivePermission: allowAll, denyAll or byQueue.";
  }
  if (redrivePermission !== "byQueue") {
    if (sourceQueueArns !== undefined) return "sourceQueueArns is allowed only when redrivePermission is byQueue.";
    return { redrivePermission, sourceQueueArns: [] };
  }
  if (!Array.isArray(sourceQueueArns) || sourceQueueArns.length === 0 || sourceQueueArns.length > 10) {
    return "sourceQueueArns must name 1 to 10 queues when redrivePermission is byQueue.";
  }
  return { redrivePermission, sourceQueueArns: sourceQueueArns.map(String) };
}

export function allowsSource(policy: RedriveAllowPolicy, sourceArn: string): boolean {
  if (policy.redrivePermission === "byQueue") return policy.sourceQueueArns.includes(sourceArn);
  return policy.redrivePermission === "allowAll";
}
