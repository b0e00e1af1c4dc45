import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, type QueueAttributeName, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";

export const ACCOUNT = "111122223333";
export const OTHER_ACCOUNT = "444455556666";
export const REGION = "us-east-1";

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export const rootKeys = (accountId: string): Keys => ({ accessKeyId: accountId, secretAccessKey: "rehearsal" });

/** The SDK's clients against a simulator; without keys the root of ACCOUNT asks. Retries are off: a test sees each answer. */
export function clientsOf(url: string, keys: Keys = rootKeys(ACCOUNT), region = REGION) {
  const config = { endpoint: url, region, credentials: keys, maxAttempts: 1 };
  return {
    sqs: new SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
    sts: new STSClient(config),
    cloudwatch: new CloudWatchClient(config),
    lambda: new LambdaClient(config),
  };
}

export type Clients = ReturnType<typeof clientsOf>;

/** Makes a queue and says its URL. */
export async function aQueue(
  { sqs }: Clients,
  QueueName: string,
  Attributes?: Partial<Record<QueueAttributeName, string>>,
): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  if (!QueueUrl) throw new Error(`no URL for ${QueueName}`);
  return QueueUrl;
}

export async function aMessage({ sqs }: Clients, QueueUrl: string, MessageBody = "hello"): Promise<string> {
  const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  if (!MessageId) throw new Error("no MessageId");
  return MessageId;
}

/** One call of the control plane. */
export async function sim(url: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${url}/_sim${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** The error that a call ends with, as the SDK shows it. */
export async function errorOf(
  call: Promise<unknown>,
): Promise<Error & { Code?: string; $metadata?: { httpStatusCode?: number } }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("the call succeeded");
}

export const allow = (Action: string | string[], Resource: string | string[] = "*") => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource }],
});

export const deny = (Action: string | string[], Resource: string | string[] = "*") => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action, Resource }],
});

/** A trust policy for these principals, with an ExternalId when one is given. */
export const trust = (AWS: string | string[], externalId?: string) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS },
      Action: "sts:AssumeRole",
      ...(externalId && { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
    },
  ],
});
