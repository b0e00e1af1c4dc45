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

/** Of EventBridge's ARNs that end with an id the name stands before it: `api-destination/crm/1f`, `event-busv2/shop/01AB`. */
const NAME_THEN_ID = /^(?:api-destination|connection|event-busv2|subscriber)\/([^/]+)\/./;

/** The last part of an ARN that is a name: a queue's or function's. The text itself when it is no ARN. */
export function nameOfArn(arn: string): string {
  const { service, resource } = parseArn(arn) ?? {};
  const named = service === "events" ? NAME_THEN_ID.exec(resource ?? "")?.[1] : undefined;
  return named ?? resource?.split(/[:/]/).at(-1) ?? arn;
}
