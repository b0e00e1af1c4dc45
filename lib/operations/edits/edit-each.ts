import { setImmediate } from "node:timers/promises";
import { inScope } from "@/lib/core/access/scope";
import { may, scopeOf } from "@/lib/core/actor";
import { CannotEdit } from "@/lib/core/edit/cannot-edit";
import type { EditedCopy } from "@/lib/core/edit/edit-message";
import { openBodies, type WholeMessage } from "@/lib/db/bodies";
import type { Sql } from "@/lib/db/connect";
import type { Selectable } from "@/lib/db/messages";
import type { Ctx } from "../context";
import type { Masking } from "../privacy/masking";
import { sightOf } from "../privacy/sight";
import type { CheckBodies } from "./check-schema";
import { maskedCountOf } from "./show-sample";

const CHUNK = 200;

/** What an edit came to for one message. Nothing of a failed or unchanged one is kept. */
export type Edited =
  | { readonly kind: "edited"; readonly message: Selectable; readonly whole: WholeMessage; readonly copy: EditedCopy }
  | { readonly kind: "unchanged"; readonly message: Selectable }
  | { readonly kind: "failed"; readonly message: Selectable; readonly reason: string };

/** Makes the copy of one message; undefined when nothing changes, CannotEdit with the reason when it cannot be made. */
export type MakeCopy = (whole: WholeMessage) => EditedCopy | undefined;

interface Editing {
  readonly messages: readonly Selectable[];
  readonly make: MakeCopy;
  readonly check: CheckBodies | null;
  readonly mayEdit: (message: Selectable, whole: WholeMessage) => boolean | Promise<boolean>;
}

/** Edits messages a few at a time, so that no more than those are open at once, and hands each lot to `take`. */
export async function editEach(
  ctx: Ctx,
  db: Sql,
  { messages, make, check, mayEdit }: Editing,
  take: (edited: readonly Edited[]) => void | Promise<void>,
): Promise<void> {
  for (let at = 0; at < messages.length; at += CHUNK) {
    const chunk = messages.slice(at, at + CHUNK);
    const wholes = await openBodies(
      db,
      ctx.keyring,
      chunk.flatMap(({ bodyId }) => bodyId ?? []),
    );
    const edited: Edited[] = [];
    for (const message of chunk) {
      const whole = message.bodyId === null ? undefined : wholes.get(message.bodyId);
      edited.push(whole ? await editOne(message, whole, make, mayEdit) : unreadable(message));
    }
    await take(check ? fitting(edited, check) : edited);
    await setImmediate();
  }
}

/** Those that do not fit the schema have failed. */
function fitting(edited: readonly Edited[], check: CheckBodies): Edited[] {
  const copies = edited.filter((one) => one.kind === "edited");
  const problems = check(copies.map(({ copy }) => copy.body));
  const reasons = new Map(copies.map(({ message }, index) => [message, problems[index]]));
  return edited.map((one) => {
    const reason = reasons.get(one.message);
    return reason === undefined ? one : { kind: "failed", message: one.message, reason };
  });
}

async function editOne(
  message: Selectable,
  whole: WholeMessage,
  make: MakeCopy,
  mayEdit: Editing["mayEdit"],
): Promise<Edited> {
  if (!(await mayEdit(message, whole)))
    return { kind: "failed", message, reason: "values in it are masked, and you may not reveal them" };
  try {
    const copy = make(whole);
    return copy ? { kind: "edited", message, whole, copy } : { kind: "unchanged", message };
  } catch (error) {
    if (!(error instanceof CannotEdit)) throw error;
    return { kind: "failed", message, reason: error.message };
  }
}

function unreadable(message: Selectable): Edited {
  const reason =
    message.bodyId === null
      ? "no original of it is kept, so nothing can be changed in it"
      : "its kept original does not open";
  return { kind: "failed", message, reason };
}

/**
 * Whether the actor may have steps made in a message: with the right to reveal in any, else only where no rule masks anything.
 * What a step finds or not would tell what the mask hides.
 */
export function maySteps({ actor }: Ctx, masking: Masking): Editing["mayEdit"] {
  const scope = scopeOf(actor, "bodies.reveal");
  const mayReveal = may(actor, "bodies.reveal");
  return ({ accountId, anchorArn }, whole) =>
    (mayReveal && inScope(scope, accountId, anchorArn)) || maskedCountOf(whole, masking) === 0;
}

/** Whether the actor may write a message anew: they see all of it now, by a reveal of theirs or because nothing is masked. */
export function mayWrite(ctx: Ctx, db: Sql): Editing["mayEdit"] {
  return async ({ id }, whole) => {
    const { reveal, masking } = await sightOf(ctx, db, id);
    return reveal !== null || maskedCountOf(whole, masking) === 0;
  };
}
