export interface QueueAddress {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

export function queueArn(address: QueueAddress): string {
  return `arn:${partitionOf(address.region)}:sqs:${address.region}:${address.accountId}:${address.name}`;
}

/** The queue that an ARN names; undefined when the text is no SQS queue ARN. */
export function parseQueueArn(arn: string): QueueAddress | undefined {
  const match = /^arn:aws[a-z-]*:sqs:([a-z0-9-]+):(\d{12}):([A-Za-z0-9_-]{1,80}(?:\.fifo)?)$/.exec(arn);
  const [, region, accountId, name] = match ?? [];
  return region && accountId && name ? { region, accountId, name } : undefined;
}

/** Account and name at the end of a queue URL; the host does not matter, as on AWS. */
export function parseQueueUrl(url: string): { accountId: string; name: string } | undefined {
  const [, accountId, name] = /(?:^|\/)(\d{12})\/([^/]+)$/.exec(url) ?? [];
  return accountId && name ? { accountId, name } : undefined;
}
