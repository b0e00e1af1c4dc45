import { Forbidden, Invalid, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/connect";
import { findUser } from "@/lib/db/people";
import { endSessionsOf, passwordHashOf, putPassword } from "@/lib/db/sessions";
import type { Ctx } from "../context";
import { command } from "../operation";
import { refuseOverGreater, refuseRemoved } from "../sign-in/refuse-lesser";

/** Gives somebody a new password. Whoever sits in a session of theirs is out. */
export const setPassword = command("setPassword", async (ctx, tx, { id, password }) => {
  const user = await findUser(tx, id);
  if (!user) throw new NotFound("user", id);
  refuseRemoved(user);
  await refuseOverGreater(ctx.actor, tx, id);
  await putPassword(tx, id, await ctx.hashPassword(password));
  const endedCount = await endSessionsOf(tx, [id]);
  const detail = { email: user.email, endedSessionCount: endedCount };
  await appendAudit(tx, ctx, { action: "user.password-set", objectKind: "user", objectId: id, detail });
  return {};
});

/**
 * Changes one's own password, with the old one, and ends one's other sessions. For the auth door: a token is no person
 * and has no password. `isPassword` tells whether a password is the one behind a hash.
 */
export async function changePassword(
  ctx: Ctx,
  isPassword: (hash: string, password: string) => Promise<boolean>,
  { before, after }: { before: string; after: string },
): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "user") throw new Forbidden("forbidden", "Only a person who is signed in has a password.");
  const hash = await passwordHashOf(ctx.db, actor.id);
  if (hash === undefined || !(await isPassword(hash, before)))
    throw new Invalid("The password that you have now is another one.", [
      { field: "before", message: "is not the password that you have now" },
    ]);
  const afterHash = await ctx.hashPassword(after);
  await inTransaction(ctx.db, async (tx) => {
    await putPassword(tx, actor.id, afterHash);
    const endedCount = await endSessionsOf(tx, [actor.id], actor.sessionId ?? null);
    const detail = { isOwn: true, endedSessionCount: endedCount };
    await appendAudit(tx, ctx, { action: "user.password-set", objectKind: "user", objectId: actor.id, detail });
  });
}
