import { Forbidden } from "@/lib/core/errors";
import type { Ctx } from "../context";

/** A document is about the whole installation: whoever sees only some accounts could neither read nor judge it. */
export function refusePartialScope({ actor }: Pick<Ctx, "actor">): void {
  if (actor.scope.kind !== "all")
    throw new Forbidden("forbidden", "The configuration is about all accounts; your rights cover some of them.");
}
