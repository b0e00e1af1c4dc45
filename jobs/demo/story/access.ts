import { WORKER } from "../worker-identity.mjs";
import { control } from "./control";
import { BLIND, SHARED_BUS, SHOP_ACCOUNTS, type ShopAccount } from "./places";

/** What the shop's producers call besides queues; who else may is for the bus, topic or stream to say. */
const PUBLISHES = ["events:PutEvents", "sns:Publish", "kinesis:PutRecord", "kinesis:PutRecords"];

export const roleArn = (account: ShopAccount, name: "dlo-read" | "dlo-inspect" | "dlo-operate") =>
  `arn:aws:iam::${account.awsAccountId}:role/${name}`;

/** Declares who uses the simulated AWS: the worker, and the software of the shop in each account. Idempotent. */
export async function declareUsers(simulatorUrl: string): Promise<void> {
  const roles = ["arn:aws:iam::*:role/dlo-*"];
  const worker = { arn: WORKER.arn, accessKeyId: WORKER.accessKeyId, policies: [allow(["sts:AssumeRole"], roles)] };
  const software = [...SHOP_ACCOUNTS, SHARED_BUS].map(({ awsAccountId, accessKeyId }) => ({
    arn: `arn:aws:iam::${awsAccountId}:user/shop-software`,
    accessKeyId,
    policies: [allow(["sqs:*"], [`arn:aws:sqs:*:${awsAccountId}:*`]), allow(PUBLISHES, ["*"])],
  }));
  await control(simulatorUrl, "POST", "/setup", { users: [worker, ...software] });
}

/**
 * Declares the three roles of an account, which trust only the account that the worker belongs to. Before the product
 * has made an ExternalId they ask for none, so that its first look at the account finds them. Idempotent.
 */
export async function declareRoles(simulatorUrl: string, account: ShopAccount, externalId?: string): Promise<void> {
  await control(simulatorUrl, "POST", "/setup", { roles: rolesFor(account, externalId) });
}

/** The three roles as setup wants them. */
export function rolesFor(account: ShopAccount, externalId?: string) {
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${WORKER.accountId}:root` },
        Action: "sts:AssumeRole",
        ...(externalId && { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
      },
    ],
  };
  return Object.values(rolesOf(account)).map((role) => ({ ...role, trust }));
}

function rolesOf(account: ShopAccount) {
  const seenRegion = account === BLIND.account ? BLIND.seenRegion : "*";
  const queues = `arn:aws:sqs:*:${account.awsAccountId}:*`;
  const deadLetterQueues = [`${queues}-dlq`, `${queues}-dlq.fifo`];
  return {
    read: {
      arn: roleArn(account, "dlo-read"),
      policies: [
        allow(["sqs:ListQueues", "cloudwatch:GetMetricData", "lambda:ListEventSourceMappings"], ["*"]),
        allow(["sqs:GetQueueUrl", "sqs:ListQueueTags", "sqs:ListMessageMoveTasks"], [queues]),
        allow(["sqs:GetQueueAttributes"], [`arn:aws:sqs:${seenRegion}:${account.awsAccountId}:*`]),
      ],
    },
    inspect: {
      arn: roleArn(account, "dlo-inspect"),
      policies: [
        allow(
          ["sqs:ReceiveMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
          deadLetterQueues,
        ),
      ],
    },
    operate: {
      arn: roleArn(account, "dlo-operate"),
      policies: [
        allow(["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"], [queues]),
        allow(
          [
            "sqs:ReceiveMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:StartMessageMoveTask",
            "sqs:ListMessageMoveTasks",
            "sqs:CancelMessageMoveTask",
          ],
          deadLetterQueues,
        ),
      ],
    },
  };
}

function allow(actions: readonly string[], resources: readonly string[]) {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: resources }] };
}
