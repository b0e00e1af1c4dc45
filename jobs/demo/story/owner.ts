import { GetQueueUrlCommand, QueueDoesNotExist, SQSClient } from "@aws-sdk/client-sqs";

/** The queues of one account and Region as the root of the account sees them. */
export interface QueuesOf {
  readonly sqs: SQSClient;
  arnOf(name: string): string;
  urlOf(name: string): string;
  /** The URL of a queue, undefined when there is none of that name. */
  find(name: string): Promise<string | undefined>;
}

export function ownerConfig(simulatorUrl: string, accountId: string, region: string) {
  return { endpoint: simulatorUrl, region, credentials: { accessKeyId: accountId, secretAccessKey: "simulated" } };
}

export function queuesOf(simulatorUrl: string, accountId: string, region: string): QueuesOf {
  const sqs = new SQSClient({ ...ownerConfig(simulatorUrl, accountId, region), useQueueUrlAsEndpoint: false });
  return {
    sqs,
    arnOf: (name) => `arn:aws:sqs:${region}:${accountId}:${name}`,
    urlOf: (name) => `${simulatorUrl}/${accountId}/${name}`,
    find: (QueueName) =>
      sqs.send(new GetQueueUrlCommand({ QueueName })).then(
        ({ QueueUrl }) => QueueUrl,
        (error: unknown) => {
          if (error instanceof QueueDoesNotExist) return undefined;
          throw error;
        },
      ),
  };
}
