import { DloError } from "@/lib/core/errors";
import { saveCapabilities } from "@/lib/db/accounts";
import type { WorkerCtx } from "../worker-context";
import { looking, sessionFor, type Target } from "./target";

/**
 * Looks whether each of the account's roles can be taken and leads to the account it claims. Only the *read* role
 * decides about blindness: everything works, reduced, with it alone.
 */
export async function checkAccess(ctx: WorkerCtx, target: Target): Promise<void> {
  const capabilities: Record<string, string> = {};
  for (const role of ["inspect", "operate"] as const) {
    const arn = role === "inspect" ? target.account.inspectRoleArn : target.account.operateRoleArn;
    capabilities[role] = arn === null ? "no role" : await tryRole(ctx, target, role);
  }
  await saveCapabilities(ctx.db, { accountId: target.account.id, region: target.region }, capabilities);
  await looking(ctx, target, "access", () => sessionFor(ctx, target, "read", "check").sts.callerAccount());
}

async function tryRole(ctx: WorkerCtx, target: Target, role: "inspect" | "operate"): Promise<string> {
  try {
    await sessionFor(ctx, target, role, "check").sts.callerAccount();
    return "ok";
  } catch (error) {
    // A refused role is an answer, not a failure of the check: it is shown beside the account.
    if (error instanceof DloError) return error.message;
    throw error;
  }
}
