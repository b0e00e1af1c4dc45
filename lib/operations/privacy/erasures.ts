import { inScope } from "@/lib/core/access/scope";
import { Conflict, Invalid, NotFound } from "@/lib/core/errors";
import { idFrom } from "@/lib/core/ids";
import type { ErasureSelector } from "@/lib/core/privacy/erasure";
import { canonicalValue, hintOf } from "@/lib/core/privacy/field-value";
import { MESSAGE_KINDS } from "@/lib/core/privacy/kinds";
import { searchTokens } from "@/lib/core/privacy/search-tokens";
import { appendAudit } from "@/lib/db/audit";
import type { Sql, Tx } from "@/lib/db/connect";
import { accountOfSelection, countReachable, listHoldsInTheWay, listLiteral } from "@/lib/db/erasure-find";
import {
  addItems,
  confirmErasure,
  type ErasureRow,
  getErasure as find,
  insertErasure,
  listErasures as list,
  lockErasure,
} from "@/lib/db/erasures";
import { hmacUnder, type Keyring } from "@/lib/db/keyring";
import { notifyIntent } from "@/lib/db/notify";
import type { Ctx } from "../context";
import { command, type ParsedInput, question } from "../operation";
import { showErasure } from "./erasure-view";
import { readMasking, tokensOf } from "./masking";

const SHOWN = 50;
/** A message that was being understood when the preview looked past its id is met again. */
const OVERLAP_MS = 10 * 60_000;

export const listErasures = question("listErasures", async (ctx) => {
  const found = await list(ctx.db, ctx.actor.scope, SHOWN);
  return { items: await Promise.all(found.map((row) => showErasure(ctx.db, row))) };
});

export const getErasure = question("getErasure", async (ctx, { id }) => show(ctx, ctx.db, id));

/**
 * Has the worker find what an erasure would take. A value is hashed before anything is written; where it stands in clear
 * outside of fields is found here and now, because afterwards nobody knows it.
 */
export const previewErasure = command("previewErasure", async (ctx, tx, { selection }) => {
  const accountIds = reachOf(ctx);
  const selector = selectorOf(selection);
  const spelt = selection.kind === "field" ? await spellingsOf(ctx, tx, selection.value) : [];
  await refuseUnreachable(ctx, tx, selector, accountIds);
  const id = ctx.newId("erasure");
  await insertErasure(tx, {
    ...by(ctx),
    id,
    state: "asked",
    origin: "asked",
    selector,
    kinds: [...MESSAGE_KINDS],
    valueHash:
      selection.kind === "field" ? spelt.map((value) => hashValue(ctx.keyring, selection, value)).join(" ") : null,
    accountIds: accountIds && [...accountIds],
    reason: null,
  });
  if (selection.kind === "field" && !selection.queueId) {
    const within = selection.accountId === undefined ? accountIds : [selection.accountId];
    for (const value of spelt) await addItems(tx, id, await listLiteral(tx, value, selection.ignoresCase, within));
  }
  await appendAudit(tx, ctx, {
    action: "erasure.previewed",
    objectKind: "erasure",
    objectId: id,
    detail: factsOf(selector),
  });
  await notifyIntent(tx, { topic: "erasure", id, accountId: null });
  return show(ctx, tx, id);
});

/** Confirms a preview: from here on the worker erases, and nothing brings it back. Confirming it again is the same. */
export const createErasure = command("createErasure", async (ctx, tx, { previewId: id, confirmCount, reason }) => {
  await lockErasure(tx, id);
  const found = await find(tx, ctx.actor.scope, id);
  if (!found) throw new NotFound("erasure", id);
  if (found.state === "asked") throw new Conflict("settings-changed", "The preview is still looking. Wait for it.");
  if (found.state === "expired") throw new Conflict("settings-changed", "The preview is a day old. Make a new one.");
  if (found.counts?.items !== confirmCount)
    throw new Invalid(`The preview found ${found.counts?.items ?? 0}.`, [
      { field: "confirmCount", message: `must be ${found.counts?.items ?? 0}` },
    ]);
  if (found.state !== "previewed") return show(ctx, tx, id);
  await refuseHeld(ctx, tx, id);
  const from = idFrom("message", new Date(found.askedAt).getTime() - OVERLAP_MS, new Uint8Array(10));
  await confirmErasure(tx, id, ctx.actor.name, reason, from);
  await appendAudit(tx, ctx, {
    action: "erasure.asked",
    objectKind: "erasure",
    objectId: id,
    detail: { ...factsOf(found.selector), items: confirmCount, reason },
  });
  await notifyIntent(tx, { topic: "erasure", id, accountId: null });
  return show(ctx, tx, id);
});

type Selection = ParsedInput<"previewErasure">["selection"];

function selectorOf(selection: Selection): ErasureSelector {
  if (selection.kind !== "field") return selection;
  const { value, ...place } = selection;
  return { ...place, hint: hintOf(value) };
}

/** A value as it was typed, and under each token that may stand in its place where no original is kept. */
async function spellingsOf(ctx: Ctx, db: Sql, value: string): Promise<string[]> {
  const { rules } = await readMasking(db, ctx.keyring);
  const kept = rules.map((rule) => ({ ...rule, where: "storage" as const }));
  return [...new Set([value, ...searchTokens(kept, tokensOf(ctx.keyring), value)])];
}

/** The same for every equal value of one field; it tells nobody the value who does not hold the master key. */
export function hashValue(keyring: Keyring, place: Parameters<typeof canonicalValue>[0], value: string): string {
  return hmacUnder(keyring.secret("search")).update(canonicalValue(place, value)).digest("hex");
}

/** The accounts that somebody's erasures may reach into; null is all. */
function reachOf({ actor: { scope } }: Ctx): readonly string[] | null {
  return scope.kind === "all" ? null : scope.accountIds;
}

async function refuseUnreachable(ctx: Ctx, db: Sql, selector: ErasureSelector, accountIds: readonly string[] | null) {
  if (selector.kind === "field") return;
  if (selector.kind === "messages") {
    const wanted = new Set(selector.ids).size;
    if ((await countReachable(db, selector.ids, accountIds)) < wanted) throw new NotFound("message");
    return;
  }
  const found = await accountOfSelection(db, selector);
  if (!found || !inScope(ctx.actor.scope, found.accountId)) throw new NotFound(nounOf(selector));
}

function nounOf({ kind }: ErasureSelector): string {
  return kind === "class" ? "failure class" : kind;
}

async function refuseHeld(ctx: Ctx, tx: Tx, id: string): Promise<void> {
  const [hold] = await listHoldsInTheWay(tx, id);
  if (!hold) return;
  // A transaction of its own: the refusal stays written though nothing else happens.
  await appendAudit(ctx.db, ctx, {
    action: "erasure.refused",
    objectKind: "erasure",
    objectId: id,
    detail: { ...hold },
  });
  throw heldBy(hold.holdId, `${hold.count} of these messages are under legal hold.`);
}

export function heldBy(holdId: string, text: string): Conflict {
  return new Conflict("legal-hold", `${text} Hold ${holdId} keeps them until it ends or is lifted.`, { holdId });
}

function factsOf(selector: ErasureSelector): Record<string, unknown> {
  if (selector.kind === "messages") return { kind: selector.kind, count: selector.ids.length };
  return { ...selector };
}

function by({ actor }: Ctx): Pick<ErasureRow, "askedBy" | "askedByName"> {
  return { askedBy: actor.id, askedByName: actor.name };
}

async function show(ctx: Ctx, db: Sql, id: string) {
  const found = await find(db, ctx.actor.scope, id);
  if (!found) throw new NotFound("erasure", id);
  return showErasure(db, found);
}
