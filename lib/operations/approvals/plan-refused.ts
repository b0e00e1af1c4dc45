import type { OperationId } from "@/lib/contract";
import type { Capability } from "@/lib/core/access/capabilities";
import { type ErrorCode, Forbidden } from "@/lib/core/errors";
import type { PlanRow } from "@/lib/db/plans";
import { noteDenial } from "../note-denial";
import type { Operation } from "../operation";

/** A refusal about one plan that looking at rights alone did not give: for being one's own, too large, or not approved. */
export class PlanRefused extends Forbidden {
  constructor(
    message: string,
    readonly denial: {
      readonly plan: Pick<PlanRow, "id" | "accountId">;
      readonly why: "capability" | "own-plan" | "too-many-messages" | "approval-needed";
      readonly capability: Capability | null;
    },
    code: ErrorCode = "forbidden",
    detail: Readonly<Record<string, unknown>> = denial.capability ? { capability: denial.capability } : {},
  ) {
    super(code, message, detail);
  }
}

/** The same operation, of which refusals about the plan are written down too, once its transaction is gone. */
export function notingRefusals<K extends OperationId>(id: K, operation: Operation<K>): Operation<K> {
  return async (ctx, raw) => {
    try {
      return await operation(ctx, raw);
    } catch (error) {
      if (error instanceof PlanRefused) {
        const { plan, why, capability } = error.denial;
        const about = { objectKind: "plan", objectId: plan.id, accountId: plan.accountId };
        await noteDenial(ctx, { operation: id, capability, why, ...about });
      }
      throw error;
    }
  };
}
