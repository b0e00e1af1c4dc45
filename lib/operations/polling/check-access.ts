import { DloError } from "@/lib/core/errors";
import { saveCapabilities } from "@/lib/db/accounts";
import { type FeatureOutcome, noteFeature, readProof } from "@/lib/db/capabilities";
import type { WorkerCtx } from "../worker-context";
import { keysInTheWay } from "./keys-in-the-way";
import { noting, outcomeOf } from "./noting";
import { looking, sessionFor, type Target } from "./target";

/**
 * Looks whether each of the account's roles can be taken and leads to the account it claims. Only the *read* role
 * decides about blindness: everything works, reduced, with it alone. What a role may do is proven by use alone: AWS has
 * no dry run for receiving or deleting.
 */
export async function checkAccess(ctx: WorkerCtx, target: Target): Promise<void> {
  const place = { accountId: target.account.id, region: target.region };
  const proof = await readProof(ctx.db, place);
  const capabilities: Record<string, string> = {};
  for (const role of ["inspect", "operate"] as const) {
    const seen = await tryRole(ctx, target, role);
    capabilities[role] =
      seen.state === "off" ? "no role" : seen.state === "unproven" ? "ok" : (seen.reason ?? "failed");
    const isProven = seen.state === "unproven" && (role === "inspect" ? proof.scannedAt : proof.sentAt) !== null;
    const keys = seen.state === "unproven" ? keysInTheWay(target, role, proof) : {};
    await noteFeature(ctx.db, place, { ...seen, ...keys, ...(isProven && { state: "ok", isComplete: true }) });
    if (role === "operate")
      for (const feature of ["other-ways", "execution-ways", "replay-start"] as const)
        await noteFeature(ctx.db, place, { ...seen, feature });
  }
  await saveCapabilities(ctx.db, place, capabilities);
  await looking(ctx, target, "access", () =>
    noting(ctx, target, "access", () => sessionFor(ctx, target, "read", "check").sts.callerAccount()),
  );
}

async function tryRole(ctx: WorkerCtx, target: Target, role: "inspect" | "operate"): Promise<FeatureOutcome> {
  const { inspectRoleArn, operateRoleArn } = target.account;
  if ((role === "inspect" ? inspectRoleArn : operateRoleArn) === null)
    return { feature: role, state: "off", isComplete: false, reason: "No role was given for it." };
  try {
    await sessionFor(ctx, target, role, "check").sts.callerAccount();
    return {
      feature: role,
      state: "unproven",
      isComplete: false,
      reason: "The role can be taken; only use proves more.",
    };
  } catch (error) {
    // A refused role is an answer, not a failure of the check: it is shown beside the account.
    if (error instanceof DloError) return outcomeOf(role, error);
    throw error;
  }
}
