import {
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { Bench } from "../bench";
import { casesOf, documented } from "../case";
import { outcome, verdict } from "../outcome";
import { aQueue } from "../sqs-bench";

const OTHER_ACCOUNT = "444455556666";
const ASSUME = "STS API Reference, AssumeRole";

const trust = (accountId: string, externalId?: string) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: "sts:AssumeRole",
      ...(externalId && { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
    },
  ],
});

const allowSqs = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }] };

async function aRole(bench: Bench, accountId: string, externalId?: string): Promise<string> {
  const arn = `arn:aws:iam::${accountId}:role/${bench.name("role")}`;
  await bench.fixtures().aRole?.(arn, trust(bench.accountId, externalId), allowSqs);
  return arn;
}

async function assumed(bench: Bench, RoleArn: string, more: { ExternalId?: string; Policy?: string } = {}) {
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: "battery", ...more });
  const { Credentials } = await bench.aws.sts.send(command);
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken } = Credentials ?? {};
  return bench.as({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken });
}

/** Who may send to a queue of another account, by that queue's policy. */
const CROSS_ACCOUNT = [
  ...casesOf("sqs", "SendMessage", [
    {
      id: "send-from-other-account",
      title: "a queue's policy lets another account send; without it that account is denied",
      cites: documented("SQS Developer Guide, Basic examples of Amazon SQS policies"),
      needs: "role",
      run: async (bench) => {
        const open = await aQueue(bench, "open");
        const closed = await aQueue(bench, "closed");
        const statement = {
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
          Action: "sqs:SendMessage",
          Resource: open.arn,
        };
        const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        await bench.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl: open.url, Attributes: { Policy } }));
        const { sqs } = await assumed(bench, await aRole(bench, OTHER_ACCOUNT));
        const tried = [open, closed].map(({ url }) =>
          outcome(sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "hello" }))),
        );
        return (await Promise.all(tried)).map((name) => (/^AccessDenied/.test(name) ? "denied" : name));
      },
      expected: ["ok", "denied"],
    },
  ]),
  ...casesOf("sqs", "SetQueueAttributes", [
    {
      id: "set-from-other-account",
      title: "no policy lets another account change a queue, or move its messages",
      cites: documented("SQS Developer Guide, Limitations of Amazon SQS custom policies"),
      needs: "role",
      run: async (bench) => {
        const { url, arn } = await aQueue(bench, "open");
        const Principal = { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` };
        const statement = { Effect: "Allow", Principal, Action: "sqs:*", Resource: arn };
        const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        await bench.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
        const { sqs } = await assumed(bench, await aRole(bench, OTHER_ACCOUNT));
        const Attributes = { DelaySeconds: "1" };
        return [
          await verdict(sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }))),
          await verdict(sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn }))),
          await verdict(sqs.send(new DeleteQueueCommand({ QueueUrl: url }))),
        ];
      },
      expected: ["refused", "refused", "refused"],
    },
  ]),
];

export const STS = [
  ...CROSS_ACCOUNT,
  ...casesOf("sts", "GetCallerIdentity", [
    {
      id: "identity",
      title: "who asks is told by account and ARN",
      cites: documented("STS API Reference, GetCallerIdentity"),
      run: async (bench) => {
        const { Account, Arn = "", UserId } = await bench.aws.sts.send(new GetCallerIdentityCommand({}));
        return [Account === bench.accountId, Arn.split(":")[4] === bench.accountId, Boolean(UserId)];
      },
      expected: [true, true, true],
    },
  ]),
  ...casesOf("sts", "AssumeRole", [
    {
      id: "assume-other-account",
      title: "an assumed role acts in its own account",
      cites: documented(ASSUME),
      needs: "otherAccount",
      run: async (bench) => {
        const there = await assumed(bench, await aRole(bench, OTHER_ACCOUNT));
        const { Account, Arn } = await there.sts.send(new GetCallerIdentityCommand({}));
        return [Account, Arn?.startsWith(`arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/`), Arn?.endsWith("/battery")];
      },
      expected: [OTHER_ACCOUNT, true, true],
    },
    {
      id: "assume-isolated",
      title: "accounts do not see each other's queues",
      cites: documented("SQS API Reference, ListQueues: cross-account permissions don't apply"),
      needs: "otherAccount",
      run: async (bench) => {
        const queue = await aQueue(bench, "private");
        const there = await assumed(bench, await aRole(bench, OTHER_ACCOUNT));
        const list = new ListQueuesCommand({ QueueNamePrefix: queue.name });
        const found = (await there.sqs.send(list)).QueueUrls?.length ?? 0;
        return [found, await outcome(there.sqs.send(new GetQueueUrlCommand({ QueueName: queue.name })))];
      },
      expected: [0, "QueueDoesNotExist"],
    },
    {
      id: "assume-external-id",
      title: "a role that wants an ExternalId is not assumed without it, nor with another",
      cites: documented("IAM User Guide, Access to AWS accounts owned by third parties"),
      needs: "role",
      run: async (bench) => {
        const arn = await aRole(bench, OTHER_ACCOUNT, "secret-7");
        return [
          await outcome(assumed(bench, arn)),
          await outcome(assumed(bench, arn, { ExternalId: "other" })),
          await outcome(assumed(bench, arn, { ExternalId: "secret-7" })),
        ];
      },
      expected: ["AccessDenied", "AccessDenied", "ok"],
    },
    {
      id: "assume-session-policy",
      title: "a session policy narrows what the session may do",
      cites: documented(`${ASSUME}: session policies`),
      needs: "role",
      run: async (bench) => {
        const statement = { Effect: "Allow", Action: "sqs:GetQueueUrl", Resource: "*" };
        const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        const narrow = await assumed(bench, await aRole(bench, bench.accountId), { Policy });
        const denied = await outcome(narrow.sqs.send(new ListQueuesCommand({})));
        return /^AccessDenied/.test(denied);
      },
      expected: true,
    },
    {
      id: "assume-long",
      title: "a session lasts fifteen minutes at least and twelve hours at most",
      cites: documented(`${ASSUME}: DurationSeconds`),
      needs: "role",
      run: async (bench) => {
        const RoleArn = await aRole(bench, bench.accountId);
        const tries = [899, 43_201].map((DurationSeconds) =>
          outcome(bench.aws.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "battery", DurationSeconds }))),
        );
        return (await Promise.all(tries)).map((name) => (name === "ok" ? "accepted" : "refused"));
      },
      expected: ["refused", "refused"],
    },
  ]),
];
