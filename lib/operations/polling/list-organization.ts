import { DloError } from "@/lib/core/errors";
import { ORGANIZATION_ACTIONS } from "@/lib/core/iam/role-policies";
import { findFeature, noteFeature } from "@/lib/db/capabilities";
import { inTransaction } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import { saveOrganization } from "@/lib/db/organization";
import { readVia, type Via } from "../onboarding/organization-via";
import type { WorkerCtx } from "../worker-context";
import { outcomeOf } from "./noting";
import { sessionFor } from "./target";

const EVERY_MS = 3_600_000;

/**
 * Lists the accounts of the organisation, when somebody asked for it and once an hour from then on. A listing that broke off changes nothing of what is
 * known; why it did, and what to do, stands beside the account's other capabilities.
 */
export async function listOrganization(ctx: WorkerCtx): Promise<void> {
  const via = await readVia(ctx.db);
  if (!via || !(await isDue(ctx, via))) return;
  const accountId = via.account.id;
  const place = { accountId, region: via.region };
  const listed = await listAccounts(ctx, via);
  await inTransaction(ctx.db, async (tx) => {
    await saveOrganization(tx, accountId, listed);
    await noteFeature(tx, place, {
      feature: "organization",
      state: "ok",
      isComplete: true,
      resourceCount: listed.length,
    });
    await notifyChange(tx, { topic: "account", id: accountId, accountId });
  });
}

async function isDue(ctx: WorkerCtx, { account, region, askedAt }: Via): Promise<boolean> {
  const outcome = await findFeature(ctx.db, { accountId: account.id, region }, "organization");
  if (!outcome) return true;
  const checkedAt = new Date(outcome.checkedAt).getTime();
  return checkedAt < askedAt.getTime() || checkedAt < ctx.now().getTime() - EVERY_MS;
}

async function listAccounts(ctx: WorkerCtx, via: Via) {
  try {
    return await sessionFor(ctx, via, "read", "discover").organization.accounts();
  } catch (error) {
    if (error instanceof DloError && !ctx.signal.aborted) {
      const outcome = outcomeOf("organization", error);
      const place = { accountId: via.account.id, region: via.region };
      await noteFeature(ctx.db, place, {
        ...outcome,
        fix: error.detail.action === "sts:AssumeRole" ? outcome.fix : FIX,
      });
      await notifyChange(ctx.db, { topic: "account", id: via.account.id, accountId: via.account.id });
    }
    throw error;
  }
}

const FIX = `Only the organisation's management account or a delegated administrator may list it. Choose that one, and allow its read role ${ORGANIZATION_ACTIONS.join(", ")} on *: the template does, with ListsOrganization.`;
