import { Unavailable } from "@/lib/core/errors";
import type { Ctx } from "@/lib/operations/context";
import type { Web } from "./context";

/**
 * Gives somebody whom others have vouched for a session, and writes that down. Returns its cookies; undefined when the
 * person was removed meanwhile. The session that the browser came with ends, so that none is carried over a sign-in.
 */
export async function enter(
  web: Web,
  ctx: Ctx,
  headers: Headers,
  person: { readonly id: string; readonly name: string },
  detail: Readonly<Record<string, unknown>>,
): Promise<readonly string[] | undefined> {
  const made = await web.auth.api.enterAs({ body: { userId: person.id }, headers, asResponse: true });
  if (!made.ok) throw new Unavailable("unavailable", "Nobody can sign in just now. Try again.");
  const { isIn } = (await made.json()) as { isIn: boolean };
  if (!isIn) return undefined;
  await noteEntered(web, ctx, headers, person, detail);
  return made.headers.getSetCookie();
}

/** Writes a sign-in down and ends the session that the browser came with. */
export async function noteEntered(
  web: Web,
  ctx: Ctx,
  headers: Headers,
  { id, name }: { readonly id: string; readonly name: string },
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { sessionId } = await web.actorOf(headers, true);
  if (sessionId !== undefined) await web.endSession(sessionId);
  const by = { ...ctx, actor: { ...ctx.actor, kind: "user" as const, id, name } };
  await web.audit(by, { action: "user.signed-in", objectKind: "user", objectId: id, detail });
}
