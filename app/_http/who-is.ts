import { createHash, timingSafeEqual } from "node:crypto";
import type { LiveToken } from "@/lib/core/access/token-rights";
import { type Actor, ANONYMOUS } from "@/lib/core/actor";
import { isDemoEmail } from "@/lib/core/demo";
import { Unavailable } from "@/lib/core/errors";
import { ABSOLUTE_SECONDS, IDLE_SECONDS } from "@/lib/core/sign-in/session-limits";
import type { Auth } from "./auth";

/** What it takes to tell who asks. */
export interface Doorkeeper {
  readonly auth: Auth;
  /** Demo people, whose password everybody knows, exist only in the demo. */
  readonly isDemo: boolean;
  findLiveToken(hash: string): Promise<LiveToken | undefined>;
  /** With the rights they have at this moment. */
  userActor(user: { readonly id: string; readonly name: string }): Promise<Actor>;
  tokenActor(token: LiveToken): Promise<Actor>;
  noteTokenUse(id: string): Promise<void>;
  noteSessionUse(id: string, at: Date): Promise<void>;
  endSession(id: string): Promise<void>;
}

const NOTE_EVERY_MS = 60_000;
const TOKEN = /^Bearer +(dlo_[\w-]{20,200})$/i;

/**
 * Who sends these headers: the token in `Authorization` or, without that header, the session in the cookie. Whatever is
 * wrong, old or revoked is nobody. A token may do at most what its owner may do now. `isPassive` leaves no trace of use.
 */
export async function whoIs(keeper: Doorkeeper, headers: Headers, now: Date, isPassive: boolean): Promise<Actor> {
  const actor = headers.has("authorization")
    ? await tokenActor(keeper, headers.get("authorization") ?? "", isPassive)
    : await sessionActor(keeper, headers, now, isPassive);
  return actor ?? ANONYMOUS;
}

async function tokenActor(keeper: Doorkeeper, header: string, isPassive: boolean): Promise<Actor | undefined> {
  const text = TOKEN.exec(header.trim())?.[1];
  if (!text) return undefined;
  const hash = createHash("sha256").update(text).digest("hex");
  const token = await keeper.findLiveToken(hash);
  if (!token || !sameText(token.hash, hash)) return undefined;
  if (!keeper.isDemo && isDemoEmail(token.ownerEmail)) return undefined;
  if (token.isUseStale && !isPassive) await keeper.noteTokenUse(token.id);
  return keeper.tokenActor(token);
}

async function sessionActor(
  keeper: Doorkeeper,
  headers: Headers,
  now: Date,
  isPassive: boolean,
): Promise<Actor | undefined> {
  if (!headers.has("cookie")) return undefined;
  // better-auth hides what went wrong; reading a session can only fail because the database did.
  const found = await keeper.auth.api.getSession({ headers }).catch(() => {
    throw new Unavailable("unavailable", "Who you are cannot be looked up just now. Try again.");
  });
  if (!found) return undefined;
  const { session, user } = found;
  const unusedMs = now.getTime() - session.updatedAt.getTime();
  const isOver =
    unusedMs > IDLE_SECONDS * 1000 || now.getTime() - session.createdAt.getTime() > ABSOLUTE_SECONDS * 1000;
  if (isOver) await keeper.endSession(session.id);
  if (isOver || (!keeper.isDemo && isDemoEmail(user.email))) return undefined;
  if (unusedMs > NOTE_EVERY_MS && !isPassive) await keeper.noteSessionUse(session.id, now);
  return { ...(await keeper.userActor(user)), sessionId: session.id };
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * The address that the nearest proxy, or Next itself when there is none, saw. Good for limits and as a hint in the
 * audit log; a client that reaches Next directly can write what it likes here.
 */
export function ipOf(headers: Headers): string | null {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim().slice(0, 45) || null;
}
