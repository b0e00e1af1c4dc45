import { type Capability, isBuiltInRole, ROLES } from "@/lib/core/access/capabilities";
import { Conflict, Invalid, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import * as grants from "@/lib/db/grants";
import { findUser } from "@/lib/db/people";
import { findOwnRole } from "@/lib/db/roles";
import { viewGrants } from "../access/grant-view";
import { refuseMoreThanOwn, refuseMoreThanOwnLater } from "../access/refuse-more-than-own";
import type { Ctx } from "../context";
import { command, type ParsedInput, question } from "../operation";

const MOST_DAYS = 90;

export const listGrants = question("listGrants", async ({ db }) => ({
  items: await viewGrants(db, await grants.listGrants(db)),
}));

/** Gives a role over a scope. It holds from the next request on, and ends by itself at `expiresAt`. */
export const giveGrant = command("giveGrant", async (ctx, tx, input) => {
  if (input.subjectKind === "user" && !(await findUser(tx, input.subject))) throw new NotFound("user", input.subject);
  if (input.subjectKind === "group" && !/^[a-z0-9-]+:.+$/.test(input.subject))
    throw new Invalid("subject: a group is written <provider>:<group>.", [
      { field: "subject", message: "must be <provider>:<group>" },
    ]);
  checkEnd(ctx, input.expiresAt);
  const id = await addGrant(ctx, tx, input);
  const made = await grants.findGrant(tx, id);
  const [view] = made ? await viewGrants(tx, [made]) : [];
  if (!view) throw new NotFound("grant", id);
  return view;
});

/** The same inside a transaction that does more, for a subject and an end that were checked. */
export async function addGrant(
  ctx: Ctx,
  tx: Tx,
  input: Pick<ParsedInput<"giveGrant">, "subjectKind" | "subject" | "role" | "selector" | "reason" | "expiresAt">,
): Promise<string> {
  const capabilities = await capabilitiesOfRole(tx, input.role);
  const [scope] = await grants.resolveSelectors(tx, [input.selector]);
  if (scope) refuseMoreThanOwn(ctx.actor, capabilities, scope);
  await refuseMoreThanOwnLater(tx, ctx.actor, capabilities, input.selector);
  const { subjectKind, subject, role, selector } = input;
  const id = ctx.newId("grant");
  const terms = {
    subjectKind,
    subject,
    role,
    selector,
    reason: input.reason ?? null,
    expiresAt: input.expiresAt ?? null,
  };
  await grants.insertGrant(tx, { ...terms, id, createdBy: ctx.actor.id, createdByName: ctx.actor.name });
  await appendAudit(tx, ctx, {
    action: "grant.given",
    objectKind: subjectKind,
    objectId: subject,
    detail: { grantId: id, ...terms },
  });
  return id;
}

/** Takes a grant back: from the next request on it gives nothing. */
export const revokeGrant = command("revokeGrant", async (ctx, tx, { id }) => {
  const admins = await grants.lockAdmins(tx);
  const grant = await grants.findGrant(tx, id);
  if (!grant) throw new NotFound("grant", id);
  await grants.revokeGrant(tx, id);
  if (admins.length > 0 && (await grants.lockAdmins(tx)).length === 0)
    throw new Conflict("last-admin", "This is the last admin: make somebody else admin over everything first.", {
      userId: grant.subject,
    });
  await appendAudit(tx, ctx, {
    action: "grant.revoked",
    objectKind: grant.subjectKind,
    objectId: grant.subject,
    detail: { grantId: id, role: grant.role, selector: grant.selector },
  });
  return {};
});

/** What a role consists of now. */
export async function capabilitiesOfRole(tx: Tx, role: string): Promise<readonly Capability[]> {
  if (isBuiltInRole(role)) return ROLES[role];
  const own = await findOwnRole(tx, role);
  if (!own) throw new NotFound("role", role);
  return own.capabilities;
}

function checkEnd(ctx: Ctx, expiresAt: string | undefined): void {
  if (expiresAt === undefined) return;
  const aheadMs = Date.parse(expiresAt) - ctx.now().getTime();
  if (aheadMs <= 0 || aheadMs > MOST_DAYS * 86_400_000)
    throw new Invalid(`expiresAt: must lie ahead, at most ${MOST_DAYS} days.`, [
      { field: "expiresAt", message: `must lie ahead, at most ${MOST_DAYS} days` },
    ]);
}
