import { Conflict } from "@/lib/core/errors";
import type { ExecutionDriver } from "@/lib/core/plans/action";
import type { Override } from "@/lib/core/plans/checks";
import type { Sql } from "@/lib/db/connect";
import type { Ctx } from "../context";
import type { GatheredResource } from "./about-resource";

/** Failed executions to be taken up again, as a person wants it, or as a plan froze it. */
export interface ExecutionWish {
  readonly kind: "executions";
  readonly driver: ExecutionDriver;
  readonly selection:
    | { readonly classId: string }
    | { readonly executionArns: readonly string[]; readonly classId?: string | null };
  readonly ratePerSecond: number | null;
  readonly overrides: readonly Override[];
  readonly reason: string | null;
}

export async function gatherExecutions(_ctx: Ctx, _db: Sql, wish: ExecutionWish): Promise<GatheredResource> {
  throw new Conflict("plan-not-applicable", "Executions cannot be planned yet.", { driver: wish.driver });
}
