import { ROLE_NAMES, rolePolicy } from "@/lib/core/iam/role-policies";
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

/** The three roles as setup wants them, each with exactly what the product asks for. */
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
  const { awsAccountId, regions } = account;
  return ROLE_NAMES.map((name) => {
    const seen = name === "read" && account === BLIND.account ? [BLIND.seenRegion] : regions;
    const policies = [rolePolicy(name, { awsAccountId, partition: "aws", regions: seen })];
    return { arn: roleArn(account, `dlo-${name}`), trust, policies };
  });
}

function allow(actions: readonly string[], resources: readonly string[]) {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: resources }] };
}
