import { SELECT_ALL } from "@/lib/core/access/selector";
import { isDemoEmail } from "@/lib/core/demo";
import { Invalid } from "@/lib/core/errors";
import type { IdKind } from "@/lib/core/ids";
import { type AuditWriter, appendAudit } from "@/lib/db/audit";
import { type Db, inTransaction, type Tx } from "@/lib/db/connect";
import { insertGrant } from "@/lib/db/grants";
import { insertPersonFrom } from "@/lib/db/identities";
import { findUserByEmail } from "@/lib/db/people";
import { enablePerson } from "@/lib/db/sessions";
import { makeLink } from "../sign-in/links";

/** What it is done with: the database with the web's rights, on the machine itself. No right of the office decides. */
export interface BreakGlassCtx extends AuditWriter {
  readonly db: Db;
  readonly settings: { readonly baseUrl: string };
  newId(kind: IdKind): string;
}
export interface BrokenGlass {
  readonly name: string;
  readonly isNew: boolean;
  /** Signs in once, within 15 minutes, whatever is switched off. */
  readonly link: string;
  readonly until: string;
}
const LINK_SECONDS = 15 * 60;

/**
 * Makes somebody admin over everything for some minutes, when nobody else can: the person is made, or let in again, as
 * needed. Written loudly into the audit log, with the reason, in the same transaction.
 */
export async function breakGlass(
  ctx: BreakGlassCtx,
  { email, reason, minutes }: { email: string; reason: string; minutes: number },
): Promise<BrokenGlass> {
  checkWish(email, reason, minutes);
  const until = new Date(ctx.now().getTime() + minutes * 60_000).toISOString();
  return inTransaction(ctx.db, async (tx) => {
    const person = await admit(ctx, tx, email.trim().toLowerCase());
    const grantId = ctx.newId("grant");
    await insertGrant(tx, {
      id: grantId,
      subjectKind: "user",
      subject: person.id,
      role: "admin",
      selector: SELECT_ALL,
      reason: `break-glass: ${reason}`,
      expiresAt: until,
      createdBy: ctx.actor.id,
      createdByName: ctx.actor.name,
    });
    const { isNew, wasRemoved, name } = person;
    const detail = { email, reason, minutes, until, grantId, isNew, wasRemoved };
    await appendAudit(tx, ctx, { action: "admin.break-glass", objectKind: "user", objectId: person.id, detail });
    return { name, isNew, until, link: await makeLink(ctx, tx, person.id, LINK_SECONDS) };
  });
}

async function admit(ctx: BreakGlassCtx, tx: Tx, email: string) {
  const known = await findUserByEmail(tx, email);
  if (known?.disabledAt) await enablePerson(tx, known.id);
  if (known) return { id: known.id, name: known.name, isNew: false, wasRemoved: known.disabledAt !== null };
  const made = { id: ctx.newId("user"), name: email, email };
  if (!(await insertPersonFrom(tx, made))) throw new Error(`Somebody else made ${email} just now. Run this again.`);
  return { id: made.id, name: made.name, isNew: true, wasRemoved: false };
}

function checkWish(email: string, reason: string, minutes: number): void {
  const wrong = [
    !/^[^\s@]{1,100}@[^\s@]{1,99}$/.test(email.trim()) && "--email must be an e-mail address",
    isDemoEmail(email) && "--email must be of a person, not of the demo",
    reason.trim().length < 10 && "--reason needs at least 10 characters: it stays in the audit log",
    (!Number.isInteger(minutes) || minutes < 5 || minutes > 480) && "--minutes must be a whole number from 5 to 480",
  ].filter((words) => words !== false);
  if (wrong.length > 0) throw new Invalid(`${wrong.join("; ")}.`);
}
