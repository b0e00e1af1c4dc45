import { Conflict, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import * as db from "@/lib/db/identities";
import { findUser } from "@/lib/db/people";
import { endSessionsOf } from "@/lib/db/sessions";
import { command, question } from "../operation";
import { refuseOverGreater, refuseRemoved } from "./refuse-lesser";
import { withoutLockout } from "./refuse-lockout";

export const listIdentities = question("listIdentities", async (ctx, { userId }) => ({
  items: await (userId === undefined ? db.listWaitingIdentities(ctx.db) : db.listIdentitiesOf(ctx.db, userId)),
}));

export const linkIdentity = command("linkIdentity", async (ctx, tx, { id, userId }) => {
  const identity = await db.findIdentity(tx, id);
  if (!identity) throw new NotFound("identity", id);
  const user = await findUser(tx, userId);
  if (!user) throw new NotFound("user", userId);
  refuseRemoved(user);
  await refuseOverGreater(ctx.actor, tx, userId);
  if (identity.userId === userId) return identity;
  if (identity.userId !== null)
    throw new Conflict("already-exists", `This identity is ${identity.userName}'s. Unlink it there first.`);
  await db.linkIdentity(tx, id, userId, ctx.actor.name);
  const { issuer, subject, email } = identity;
  const detail = { userId, userName: user.name, issuer, subject, email };
  await appendAudit(tx, ctx, { action: "identity.linked", objectKind: "identity", objectId: id, detail });
  return (await db.findIdentity(tx, id)) ?? identity;
});

/** The identity waits for an admin from now on; it never makes a person of its own again. */
export const unlinkIdentity = command("unlinkIdentity", async (ctx, tx, { id }) => {
  const identity = await db.findIdentity(tx, id);
  if (!identity) throw new NotFound("identity", id);
  const { userId, userName, issuer, subject, email } = identity;
  if (userId === null) return identity;
  await refuseOverGreater(ctx.actor, tx, userId);
  return withoutLockout(tx, async () => {
    await db.unlinkIdentity(tx, id);
    await endSessionsOf(tx, [userId]);
    const detail = { userId, userName, issuer, subject, email };
    await appendAudit(tx, ctx, { action: "identity.unlinked", objectKind: "identity", objectId: id, detail });
    return (await db.findIdentity(tx, id)) ?? identity;
  });
});
