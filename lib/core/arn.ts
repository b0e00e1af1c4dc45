export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly awsAccountId: string;
  readonly resource: string;
}

/** The parts of an ARN, or undefined when the text is none. Any partition (aws, aws-cn, aws-us-gov …) is accepted. */
export function parseArn(text: string): Arn | undefined {
  const [head, partition, service, region, awsAccountId, ...rest] = text.split(":");
  if (head !== "arn" || !partition || !service || region === undefined || awsAccountId === undefined) return undefined;
  if (rest.length === 0) return undefined;
  return { partition, service, region, awsAccountId, resource: rest.join(":") };
}

/** The last part of an ARN: a queue's or function's name. The text itself when it is no ARN. */
export function nameOfArn(arn: string): string {
  return parseArn(arn)?.resource.split(/[:/]/).at(-1) ?? arn;
}
