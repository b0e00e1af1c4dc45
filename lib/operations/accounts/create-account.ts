import { randomBytes } from "node:crypto";
import { Conflict } from "@/lib/core/errors";
import { insertAccount, isConnected } from "@/lib/db/accounts";
import { appendAudit } from "@/lib/db/audit";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import { command } from "../operation";
import { partitionOf, refuseForeignRoles } from "./account-fields";
import { readAccount } from "./get-account";

/**
 * Connects an account. It starts read-only; its ExternalId is made here, because the owner of a role must not choose it.
 * The worker looks at it within seconds.
 */
export const createAccount = command("createAccount", async (ctx, tx, input) => {
  const partition = partitionOf(input.regions[0] ?? "");
  refuseForeignRoles(input.awsAccountId, partition, input);
  if (await isConnected(tx, input.awsAccountId, partition))
    throw new Conflict("already-exists", `Account ${input.awsAccountId} is connected already.`, {
      awsAccountId: input.awsAccountId,
    });
  const account = {
    ...input,
    id: ctx.newId("account"),
    partition,
    regions: [...new Set(input.regions)],
    readRoleArn: input.readRoleArn ?? null,
    inspectRoleArn: input.inspectRoleArn ?? null,
    operateRoleArn: input.operateRoleArn ?? null,
    externalId: `dlo-${randomBytes(16).toString("hex")}`,
    isWritable: false,
    polling: "on" as const,
    source: "hand" as const,
  };
  await insertAccount(tx, account, ctx.now());
  await appendAudit(tx, ctx, {
    action: "account.created",
    objectKind: "account",
    objectId: account.id,
    accountId: account.id,
    detail: { awsAccountId: account.awsAccountId, name: account.name, regions: account.regions },
  });
  await notifyIntent(tx, { topic: "check", id: account.id, accountId: account.id });
  await notifyChange(tx, { topic: "account", id: account.id, accountId: account.id });
  return readAccount(ctx, tx, account.id);
});
