import { may, personOf } from "@/lib/core/actor";
import { NotFound } from "@/lib/core/errors";
import { browserWords } from "@/lib/core/sign-in/browser-words";
import { ABSOLUTE_SECONDS, IDLE_SECONDS } from "@/lib/core/sign-in/session-limits";
import { endSession } from "@/lib/db/access";
import { appendAudit } from "@/lib/db/audit";
import { findUser } from "@/lib/db/people";
import * as db from "@/lib/db/sessions";
import type { Ctx } from "../context";
import { command, question } from "../operation";

const LIMITS = { idleSeconds: IDLE_SECONDS, absoluteSeconds: ABSOLUTE_SECONDS };

export const listSessions = question("listSessions", async (ctx, { userId = personOf(ctx.actor) }) => {
  if (!isOwnOrManaged(ctx, userId)) throw new NotFound("user", userId);
  const found = await db.listSessions(ctx.db, userId, LIMITS);
  return {
    items: found.map(({ userAgent, ...session }) => ({
      ...session,
      isCurrent: session.id === ctx.actor.sessionId,
      endsAt: endOf(session),
      browser: browserWords(userAgent),
    })),
  };
});

export const revokeSession = command("revokeSession", async (ctx, tx, { id }) => {
  const session = await db.findSession(tx, id);
  if (!session || !isOwnOrManaged(ctx, session.userId)) throw new NotFound("session", id);
  await endSession(tx, id);
  const detail = { userId: session.userId };
  await appendAudit(tx, ctx, { action: "session.revoked", objectKind: "session", objectId: id, detail });
  return {};
});

export const revokeAllSessions = command("revokeAllSessions", async (ctx, tx, { id }) => {
  // Somebody else is not there at all for who does not manage people.
  if (!isOwnOrManaged(ctx, id) || !(await findUser(tx, id))) throw new NotFound("user", id);
  const endedCount = await db.endSessionsOf(tx, [id]);
  const detail = { userId: id, endedCount };
  await appendAudit(tx, ctx, { action: "session.revoked", objectKind: "user", objectId: id, detail });
  return { endedCount };
});

function isOwnOrManaged({ actor }: Ctx, userId: string): boolean {
  return userId === personOf(actor) || may(actor, "users.manage");
}

function endOf({ createdAt, usedAt }: Pick<db.SessionRow, "createdAt" | "usedAt">): string {
  const idleAt = Date.parse(usedAt) + IDLE_SECONDS * 1000;
  return new Date(Math.min(idleAt, Date.parse(createdAt) + ABSOLUTE_SECONDS * 1000)).toISOString();
}
