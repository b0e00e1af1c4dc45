import type { Sql } from "@/lib/db/connect";
import { insertLink, takeLink } from "@/lib/db/sign-in-attempts";
import type { Ctx } from "../context";
import { hashOf, secret } from "./attempts";

/** The address of a page that signs this person in, once. Only its hash is kept; a link made before ends. */
export async function makeLink(
  { settings }: { readonly settings: { readonly baseUrl: string } },
  db: Sql,
  userId: string,
  liveSeconds: number,
): Promise<string> {
  const token = secret();
  await insertLink(db, { tokenHash: hashOf(token), userId, liveSeconds });
  // After `#`, so that it stands in no log of a server or a proxy.
  return `${new URL(settings.baseUrl).origin}/sign-in/once#${token}`;
}

/** Whose link this is; it is used up. */
export async function redeemLink(
  { db }: Pick<Ctx, "db">,
  token: string,
): Promise<{ id: string; name: string } | undefined> {
  return /^[\w-]{43}$/.test(token) ? takeLink(db, hashOf(token)) : undefined;
}
