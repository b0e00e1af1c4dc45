import { Conflict, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { lockAdmins } from "@/lib/db/grants";
import { findUser } from "@/lib/db/people";
import { disablePerson, enablePerson } from "@/lib/db/sessions";
import { command } from "../operation";
import { refuseOverGreater } from "../sign-in/refuse-lesser";
import { withoutLockout } from "../sign-in/refuse-lockout";

/** Keeps a person out from the next request on. Their name stays in what they did; the last admin cannot be removed. */
export const removeUser = command("removeUser", async (ctx, tx, { id }) => {
  const user = await findUser(tx, id);
  if (!user) throw new NotFound("user", id);
  if (user.disabledAt !== null) return {};
  await refuseOverGreater(ctx.actor, tx, id);
  const admins = await lockAdmins(tx);
  if (admins.length === 1 && admins[0] === id)
    throw new Conflict("last-admin", "This is the last admin: make somebody else admin first.", { userId: id });
  const remove = async () => {
    await disablePerson(tx, id);
    const detail = { name: user.name, email: user.email };
    await appendAudit(tx, ctx, { action: "user.removed", objectKind: "user", objectId: id, detail });
  };
  await (admins.includes(id) ? withoutLockout(tx, remove) : remove());
  return {};
});

export const restoreUser = command("restoreUser", async (ctx, tx, { id }) => {
  const user = await findUser(tx, id);
  if (!user) throw new NotFound("user", id);
  if (user.disabledAt === null) return {};
  await enablePerson(tx, id);
  await refuseOverGreater(ctx.actor, tx, id);
  const detail = { name: user.name, email: user.email };
  await appendAudit(tx, ctx, { action: "user.restored", objectKind: "user", objectId: id, detail });
  return {};
});
