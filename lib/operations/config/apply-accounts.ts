import { type AccountSetting, roleArnOf } from "@/lib/core/config/settings";
import { type AccountFields, type AccountRow, insertAccount, updateAccount } from "@/lib/db/accounts";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { notifyChanges, notifyIntents } from "@/lib/db/notify";
import { installationExternalId } from "@/lib/db/settings";
import { partitionOf } from "../accounts/account-fields";
import { disconnectAccount } from "../accounts/remove-account";
import type { Ctx } from "../context";

interface AccountChanges {
  /** Normalised. */
  readonly accounts: readonly AccountSetting[];
  /** Numbers of those to remove. */
  readonly gone: readonly string[];
  readonly byNumber: ReadonlyMap<string, AccountRow>;
}

/**
 * Connects, changes and removes accounts by number. New ones are read-only and share the installation's ExternalId; of
 * those that are there, only what a file can say changes. Throws Conflict when one to remove has an open run.
 */
export async function applyAccounts(ctx: Ctx, tx: Tx, { accounts, gone, byNumber }: AccountChanges): Promise<void> {
  for (const number of gone) {
    const row = byNumber.get(number);
    if (row) await disconnectAccount(ctx, tx, row.id);
  }
  const told: string[] = [];
  const externalId = accounts.length > 0 ? await installationExternalId(tx) : "";
  for (const setting of accounts) {
    const row = byNumber.get(setting.account);
    const id = row ? await changeAccount(ctx, tx, row, setting) : await connectAccount(ctx, tx, setting, externalId);
    if (id !== undefined) told.push(id);
  }
  await notifyIntents(
    tx,
    told.map((id) => ({ topic: "check", id, accountId: id })),
  );
  await notifyChanges(
    tx,
    told.map((id) => ({ topic: "account", id, accountId: id })),
  );
}

async function connectAccount(ctx: Ctx, tx: Tx, setting: AccountSetting, externalId: string): Promise<string> {
  const partition = partitionOf(setting.regions[0] ?? "");
  const account: AccountFields = {
    ...fieldsOf(setting, partition),
    id: ctx.newId("account"),
    awsAccountId: setting.account,
    partition,
    externalId,
    isWritable: false,
    polling: "on",
    source: "file",
    defaultMode: "off",
  };
  await insertAccount(tx, account, ctx.now());
  const { id, awsAccountId, name, regions } = account;
  await note(ctx, tx, id, "account.created", { awsAccountId, name, regions, source: "file" });
  return id;
}

/** Returns its id when something of it changed. */
async function changeAccount(ctx: Ctx, tx: Tx, row: AccountRow, setting: AccountSetting): Promise<string | undefined> {
  const fields = fieldsOf(setting, row.partition);
  const changed = (Object.keys(fields) as (keyof typeof fields)[]).filter((key) => !isSame(row[key], fields[key]));
  if (changed.length === 0) return undefined;
  await updateAccount(tx, { ...row, ...fields }, ctx.now());
  const pick = (from: typeof fields) => Object.fromEntries(changed.map((key) => [key, from[key]]));
  await note(ctx, tx, row.id, "account.updated", { before: pick(row), after: pick(fields), source: "file" });
  return row.id;
}

/** What a file can say about an account. */
function fieldsOf({ account, name, environment, production, regions, roles }: AccountSetting, partition: string) {
  const arn = (role: string | null) => (role === null ? null : roleArnOf(role, account, partition));
  return {
    name,
    environment,
    isProduction: production,
    regions: [...regions],
    readRoleArn: arn(roles.read),
    inspectRoleArn: arn(roles.inspect),
    operateRoleArn: arn(roles.operate),
  };
}

/** The order of Regions means nothing. */
function isSame(a: unknown, b: unknown): boolean {
  const text = (value: unknown) => JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
  return text(a) === text(b);
}

async function note(
  ctx: Ctx,
  tx: Tx,
  id: string,
  action: "account.created" | "account.updated",
  detail: Record<string, unknown>,
): Promise<void> {
  await appendAudit(tx, ctx, { action, objectKind: "account", objectId: id, accountId: id, detail });
}
