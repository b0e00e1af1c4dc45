import { CreateQueueCommand, SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createAws } from "@/lib/aws";
import type { Aws, AwsAccount, AwsSession, SessionOptions } from "@/lib/aws/aws";
import { ORGANIZATION_ACTIONS, ROLE_ACTIONS } from "@/lib/core/iam/role-policies";
import { type Simulator, startSimulator } from "@/simulator/start";

export const REGION = "eu-west-1";
export const WORKER = { accountId: "999999999999", arn: "arn:aws:iam::999999999999:user/dlo", key: "AKIADLOWORKER" };
export const ACCOUNT: AwsAccount = {
  id: "acc_test",
  awsAccountId: "111111111111",
  partition: "aws",
  externalId: "dlo-external",
  readRoleArn: "arn:aws:iam::111111111111:role/dlo-read",
  inspectRoleArn: "arn:aws:iam::111111111111:role/dlo-inspect",
  operateRoleArn: "arn:aws:iam::111111111111:role/dlo-operate",
};

export const READ = ["sqs:GetQueueUrl", ...Object.values(ROLE_ACTIONS.read).flat(), ...ORGANIZATION_ACTIONS];
const INSPECT = ["sqs:ReceiveMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"];
const OPERATE = [
  ...INSPECT,
  "sqs:DeleteMessage",
  "sqs:SendMessage",
  "sqs:StartMessageMoveTask",
  "sqs:ListMessageMoveTasks",
  "sqs:CancelMessageMoveTask",
  "sqs:SetQueueAttributes",
];

export interface SimulatedAws {
  readonly simulator: Simulator;
  readonly aws: Aws;
  session(options?: Partial<SessionOptions>, account?: AwsAccount): AwsSession;
  /** Asks the control plane of the simulator. */
  control(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** How many calls of this action the simulator has seen. */
  callCount(action: string): Promise<number>;
  /** The account's root, past our own code. */
  readonly root: SQSClient;
  stop(): Promise<void>;
}

/** A simulated AWS with one connected account: three roles that trust the worker, under an ExternalId. */
export async function startSimulatedAws(
  roles: Partial<Record<"read" | "operate", object>> = {},
): Promise<SimulatedAws> {
  const simulator = await startSimulator({ port: 0 });
  const control = async (method: string, path: string, body?: unknown) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const answer = await fetch(`${simulator.url}/_sim/${path}`, { method, body: text });
    const json = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(json)}`);
    return json;
  };
  await control("POST", "setup", {
    users: [{ arn: WORKER.arn, accessKeyId: WORKER.key, policies: [allow(["sts:AssumeRole"])] }],
    roles: [
      { ...roleOf("dlo-read", READ), ...roles.read },
      roleOf("dlo-inspect", INSPECT),
      { ...roleOf("dlo-operate", OPERATE), ...roles.operate },
    ],
  });
  const aws = createAws({
    endpoint: simulator.url,
    requireLoopback: true,
    ownRegion: "us-east-1",
    credentials: { accessKeyId: WORKER.key, secretAccessKey: "secret" },
    callsPerSecond: 500,
    log: { warn: () => undefined },
    now: () => new Date(),
  });
  const root = new SQSClient({
    endpoint: simulator.url,
    region: REGION,
    credentials: { accessKeyId: ACCOUNT.awsAccountId, secretAccessKey: "root" },
    useQueueUrlAsEndpoint: false,
  });
  return {
    simulator,
    aws,
    root,
    control,
    session: (options, account = ACCOUNT) =>
      aws.session(account, { role: "operate", region: REGION, purpose: "run", ...options }),
    async callCount(action) {
      const usage = await control("GET", "usage");
      const calls = usage.calls as { action: string; calls: number }[];
      return calls.filter((call) => call.action === action).reduce((sum, call) => sum + call.calls, 0);
    },
    async stop() {
      aws.close();
      root.destroy();
      await simulator.stop();
    },
  };
}

export function allow(actions: readonly string[], resources: readonly string[] = ["*"]) {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: resources }] };
}

export function roleOf(name: string, actions: readonly string[], externalId = ACCOUNT.externalId) {
  return {
    arn: `arn:aws:iam::${ACCOUNT.awsAccountId}:role/${name}`,
    trust: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: WORKER.accountId },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "sts:ExternalId": externalId } },
        },
      ],
    },
    policies: [allow(actions)],
  };
}

export async function aQueue(root: SQSClient, name: string, attributes: Record<string, string> = {}): Promise<string> {
  const created = await root.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  return created.QueueUrl ?? "";
}

export function arnOf(name: string): string {
  return `arn:aws:sqs:${REGION}:${ACCOUNT.awsAccountId}:${name}`;
}

/** A queue whose failures go to a dead-letter queue; returns both URLs. */
export async function aQueueWithDlq(root: SQSClient, name: string) {
  const dlqUrl = await aQueue(root, `${name}-dlq`);
  const policy = JSON.stringify({ deadLetterTargetArn: arnOf(`${name}-dlq`), maxReceiveCount: 3 });
  return { dlqUrl, sourceUrl: await aQueue(root, name, { RedrivePolicy: policy }) };
}

export async function fill(root: SQSClient, queueUrl: string, bodies: readonly string[]): Promise<void> {
  for (let start = 0; start < bodies.length; start += 10) {
    const part = bodies.slice(start, start + 10);
    const entries = part.map((body, index) => ({ Id: `${index}`, MessageBody: body }));
    await root.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
  }
}
