import type { FeatureId } from "@/lib/core/capabilities/features";
import { DloError } from "@/lib/core/errors";
import { type FeatureOutcome, noteFeature } from "@/lib/db/capabilities";
import type { WorkerCtx } from "../worker-context";
import type { Target } from "./target";

/** What a failure says about a feature: refused, not offered here, or failed for another reason. */
export function outcomeOf(feature: FeatureId, error: DloError): FeatureOutcome {
  const text = (key: string) => (typeof error.detail[key] === "string" ? String(error.detail[key]) : null);
  const state = STATES[error.code] ?? "failed";
  return {
    feature,
    state,
    isComplete: false,
    missingAction: state === "denied" ? text("action") : null,
    reason: error.message,
    fix: text("fix"),
  };
}
const STATES: Readonly<Partial<Record<DloError["code"], FeatureOutcome["state"]>>> = {
  "aws-denied": "denied",
  "aws-capability-absent": "absent",
};

/** Uses a feature and notes how that ended, for the matrix of what works where. The error is thrown on. */
export async function noting<T>(ctx: WorkerCtx, target: Target, feature: FeatureId, use: () => Promise<T>): Promise<T> {
  const place = { accountId: target.account.id, region: target.region };
  const startedAt = performance.now();
  try {
    const used = await use();
    const tookMs = Math.round(performance.now() - startedAt);
    await noteFeature(ctx.db, place, { feature, state: "ok", isComplete: true, tookMs });
    return used;
  } catch (error) {
    if (error instanceof DloError && !ctx.signal.aborted) await noteFeature(ctx.db, place, outcomeOf(feature, error));
    throw error;
  }
}
