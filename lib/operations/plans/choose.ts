import type { Scope } from "@/lib/core/access/scope";
import { Conflict, Invalid, NotFound } from "@/lib/core/errors";
import type { PlanAction } from "@/lib/core/plans/action";
import type { Query } from "@/lib/core/search/query";
import type { Sql } from "@/lib/db/connect";
import { type Selectable, selectForPlan } from "@/lib/db/messages";
import { patiently } from "@/lib/db/patience";
import { findVaulted, findVaultItems, type VaultRow } from "@/lib/db/vault";
import type { Ctx } from "../context";
import { chooseEdited } from "../edits/choose-edited";
import type { ParsedInput } from "../operation";
import { readSearch } from "../privacy/read-search";
import type { Selected } from "./selected";

export const MOST_ITEMS = 100_000;

type Selection = ParsedInput<"createPlan">["selection"];
type Choice = { readonly action: PlanAction; readonly selection: Selection };

/** The messages that a selection names now, in the order in which SQS had them. Nothing is touched. */
export async function choose(ctx: Ctx, db: Sql, { action, selection }: Choice): Promise<Selected[]> {
  if ("vaultItemIds" in selection) return chooseVaultItems(ctx, db, selection.vaultItemIds);
  if ("editSetId" in selection) return chooseEdited(ctx, db, selection.editSetId);
  const { query, scope: within } = await searchOf(ctx, selection);
  if (action === "restore")
    return (await findVaulted(db, within, { ...selection, query }, MOST_ITEMS + 1)).map(fromVault);
  const select = () => selectForPlan(db, within, { ...selection, query }, MOST_ITEMS + 1);
  const found = await (query.length === 0 ? select() : patiently(db, select));
  if ("messageIds" in selection && found.length !== new Set(selection.messageIds).size) {
    const missing = selection.messageIds.filter((id) => !found.some((message) => message.id === id));
    throw new Conflict(
      "plan-not-applicable",
      `${missing.length} of these messages are not in their queue any more, or not known.`,
      { messageIds: missing.slice(0, 20) },
    );
  }
  return found.map(fromQueue);
}

async function chooseVaultItems(ctx: Ctx, db: Sql, ids: readonly string[]): Promise<Selected[]> {
  const items = await findVaultItems(db, ctx.actor.scope, ids);
  if (items.length !== new Set(ids).size) throw new NotFound("vault item");
  const busy = items.find((item) => item.state !== "kept");
  if (busy)
    throw new Conflict("plan-not-applicable", `Vault item ${busy.id} is ${busy.state} already.`, {
      vaultItemId: busy.id,
    });
  const messageIds = new Set(items.map((item) => `${item.queueId} ${item.messageId}`));
  if (messageIds.size < items.length)
    throw new Invalid("Two of these are copies of one message: restoring both would send it twice.", [
      { field: "selection", message: "names one message twice" },
    ]);
  return items.map(fromVault);
}

/** Says where they are instead when they are only in the vault: the way back leads from there. */
export async function nothingSelected(ctx: Ctx, db: Sql, { action, selection }: Choice): Promise<Invalid> {
  const { query, scope } = await searchOf(ctx, selection);
  const isInVault =
    action !== "restore" &&
    !("vaultItemIds" in selection) &&
    !("editSetId" in selection) &&
    (await findVaulted(db, scope, { ...selection, query }, 1)).length > 0;
  return new Invalid(
    isInVault
      ? "None of these is in the queue: they were drained and are only in the vault. Plan a restore of the same selection."
      : "Nothing is selected: no such message is believed to be there.",
    [{ field: isInVault ? "action" : "selection", message: isInVault ? "must be restore" : "matches no message" }],
    "nothing-selected",
  );
}

/** What the selection's filter looks for, and where it may: where messages may be read as well as planned with. */
async function searchOf(ctx: Ctx, selection: Selection): Promise<{ query: Query; scope: Scope }> {
  const { scope } = ctx.actor;
  return "q" in selection ? readSearch(ctx, selection.q, "selection.q") : { query: [], scope };
}

const UNEDITED = { editId: null, editedSha256: null, editedBytes: null };

function fromQueue(message: Selectable): Selected {
  return { ...message, ...UNEDITED, messageRowId: message.id, vaultItemId: null };
}

function fromVault(item: VaultRow): Selected {
  return {
    ...item,
    ...UNEDITED,
    vaultItemId: item.id,
    causeKind: "unknown",
    anchorArn: null,
    anchorPart: null,
    sequenceNumber: null,
    sentAt: null,
    firstSeenAt: null,
    recordsUntil: null,
    consumerVersion: null,
    isBystander: false,
    bounceCount: 0,
    cameBack: false,
    expiresAt: null,
    isTombstone: false,
  };
}
