import { Conflict } from "@/lib/core/errors";
import type { Override } from "@/lib/core/plans/checks";
import type { Sql } from "@/lib/db/connect";
import type { Ctx } from "../context";
import type { GatheredResource } from "./about-resource";

/** A replay as a person wants it, or as a plan froze it. */
export interface ReplayWish {
  readonly kind: "replay";
  readonly archiveId: string;
  /** ISO. */
  readonly from: string;
  readonly until: string;
  readonly rules:
    | { readonly kind: "ids"; readonly ids: readonly string[] }
    | { readonly kind: "arns"; readonly arns: readonly string[] }
    | { readonly kind: "all" };
  readonly overrides: readonly Override[];
  readonly reason: string | null;
}

export async function gatherReplay(_ctx: Ctx, _db: Sql, wish: ReplayWish): Promise<GatheredResource> {
  throw new Conflict("plan-not-applicable", "Replays cannot be planned yet.", { archiveId: wish.archiveId });
}
