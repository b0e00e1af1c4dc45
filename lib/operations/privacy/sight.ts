import type { Capability } from "@/lib/core/access/capabilities";
import { may, personOf, scopeOf } from "@/lib/core/actor";
import type { Sql } from "@/lib/db/connect";
import { getMessage } from "@/lib/db/messages";
import { findLiveReveal, type RevealRow } from "@/lib/db/reveals";
import type { Ctx } from "../context";
import { type Masking, readMasking } from "./masking";

/** How this actor sees one message now. */
export interface Sight {
  readonly masking: Masking;
  /** By which they see it unmasked; null: masked. */
  readonly reveal: RevealRow | null;
  readonly mayReveal: boolean;
}

/**
 * How the actor sees a message now. A reveal is of one person; a token sees by it only while it may reveal itself. Over means
 * masked from the next look on.
 */
export async function sightOf(ctx: Ctx, db: Sql, messageRowId: string): Promise<Sight> {
  const masking = await readMasking(db, ctx.keyring);
  const mayReveal = await mayOnMessage(ctx, db, "bodies.reveal", messageRowId);
  const found = mayReveal ? await findLiveReveal(db, { messageRowId, actorId: personOf(ctx.actor) }) : undefined;
  return { masking, reveal: found ?? null, mayReveal };
}

/** What of it the answer says. */
export function shownSight({ reveal, mayReveal }: Sight) {
  return { reveal: reveal && { id: reveal.id, at: reveal.at, until: reveal.until }, mayReveal };
}

/** Whether the actor may do this, too, to a message. */
export async function mayOnMessage({ actor }: Ctx, db: Sql, capability: Capability, id: string): Promise<boolean> {
  return may(actor, capability) && (await getMessage(db, scopeOf(actor, capability), id)) !== undefined;
}
