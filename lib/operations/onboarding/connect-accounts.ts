import { Invalid } from "@/lib/core/errors";
import { rolesOf } from "@/lib/core/iam/role-names";
import { type RoleName, suggestedRoleArn } from "@/lib/core/iam/role-policies";
import { type AccountFields, insertAccount } from "@/lib/db/accounts";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import { findConnected, lockAccounts } from "@/lib/db/onboarding";
import { installationExternalId } from "@/lib/db/settings";
import { partitionOf } from "../accounts/account-fields";
import type { Ctx } from "../context";
import { command, type ParsedInput } from "../operation";

type Input = ParsedInput<"connectAccounts">;
type Wish = Input["accounts"][number];
interface Result {
  readonly awsAccountId: string;
  readonly result: "connected" | "already-connected" | "refused";
  readonly accountId: string | null;
  readonly reason: string | null;
}

/**
 * Connects many accounts, each with its own result: one that is there already or is named twice stops no other. All are
 * read-only and have the roles of the template under the installation's ExternalId. The worker looks within seconds.
 */
export const connectAccounts = command("connectAccounts", async (ctx, tx, input) => {
  const partition = onePartition(input.regions);
  // Before the lock: whoever applies a file takes them in this order too.
  const externalId = await installationExternalId(tx);
  await lockAccounts(tx);
  const numbers = input.accounts.map((wish) => wish.awsAccountId);
  const connected = await findConnected(tx, partition, numbers);
  const items: Result[] = [];
  for (const [at, wish] of input.accounts.entries()) {
    const first = numbers.indexOf(wish.awsAccountId);
    if (first < at) items.push(namedTwice(wish, first));
    else
      items.push(alreadyThere(wish, connected) ?? (await connect(ctx, tx, wish, { ...input, partition, externalId })));
  }
  return { items };
});

function onePartition(regions: readonly string[]): string {
  const partition = partitionOf(regions[0] ?? "");
  const wrong = regions.flatMap((region, at) =>
    partitionOf(region) === partition
      ? []
      : [
          {
            field: `regions.${at}`,
            message: `is in the partition ${partitionOf(region)}, the first one in ${partition}`,
          },
        ],
  );
  if (wrong[0]) throw new Invalid(`${wrong[0].field} ${wrong[0].message}: an account lies in one partition.`, wrong);
  return partition;
}

function namedTwice({ awsAccountId, name }: Wish, first: number): Result {
  const reason = `${name}: account ${awsAccountId} is listed already, as accounts.${first}`;
  return { awsAccountId, result: "refused", accountId: null, reason };
}

function alreadyThere({ awsAccountId }: Wish, connected: ReadonlyMap<string, string>): Result | undefined {
  const id = connected.get(awsAccountId);
  if (id === undefined) return undefined;
  return { awsAccountId, result: "already-connected", accountId: id, reason: "Nothing of it was changed." };
}

type Common = Pick<Input, "regions" | "roles" | "polling" | "source"> & { partition: string; externalId: string };

async function connect(ctx: Ctx, tx: Tx, wish: Wish, common: Common): Promise<Result> {
  const account = fieldsOf(ctx.newId("account"), wish, common);
  const { id, awsAccountId, name, regions, source, polling } = account;
  await insertAccount(tx, account, ctx.now());
  await appendAudit(tx, ctx, {
    action: "account.created",
    objectKind: "account",
    objectId: id,
    accountId: id,
    detail: { awsAccountId, name, regions, source, polling },
  });
  await notifyIntent(tx, { topic: "check", id, accountId: id });
  await notifyChange(tx, { topic: "account", id, accountId: id });
  return { awsAccountId, result: "connected", accountId: id, reason: null };
}

function fieldsOf(id: string, wish: Wish, { partition, externalId, ...common }: Common): AccountFields {
  const roles = rolesOf(common.roles);
  const arnOf = (role: RoleName) =>
    roles.includes(role) ? suggestedRoleArn(role, { awsAccountId: wish.awsAccountId, partition }) : null;
  return {
    ...wish,
    id,
    partition,
    externalId,
    regions: [...new Set(common.regions)],
    readRoleArn: arnOf("read"),
    inspectRoleArn: arnOf("inspect"),
    operateRoleArn: arnOf("operate"),
    isWritable: false,
    polling: common.polling,
    source: common.source,
    defaultMode: "off",
  };
}
