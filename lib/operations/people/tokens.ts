import { createHash, randomBytes } from "node:crypto";
import { ROLES } from "@/lib/core/access/capabilities";
import { may } from "@/lib/core/actor";
import { Forbidden, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import * as people from "@/lib/db/people";
import type { Ctx } from "../context";
import { command, question } from "../operation";

/** A token's owner: the person, also when the request itself came with a token. */
const ownerOf = ({ actor }: Ctx) => actor.onBehalfOf ?? actor.id;

export const listTokens = question("listTokens", async (ctx) => {
  const found = await people.listTokens(ctx.db, may(ctx.actor, "users.manage") ? null : ownerOf(ctx));
  return { items: found.map(({ userId: _, ...token }) => token) };
});

/** Makes a token of 256 bits. Its text is in this answer and nowhere else: only its SHA-256 is kept. */
export const createToken = command("createToken", async (ctx, tx, input) => {
  if (!ROLES[input.role].every((capability) => may(ctx.actor, capability)))
    throw new Forbidden("forbidden", `A token cannot have more rights than you: ${input.role} is more.`, {
      role: input.role,
    });
  const token = `dlo_${randomBytes(32).toString("base64url")}`;
  const id = ctx.newId("token");
  const hash = createHash("sha256").update(token).digest("hex");
  await people.insertToken(tx, {
    id,
    name: input.name,
    hash,
    hint: token.slice(0, 9),
    userId: ownerOf(ctx),
    role: input.role,
    expiresInDays: input.expiresInDays,
  });
  await appendAudit(tx, ctx, {
    action: "token.created",
    objectKind: "token",
    objectId: id,
    detail: { name: input.name, role: input.role, expiresInDays: input.expiresInDays },
  });
  const made = await people.findToken(tx, id);
  if (!made) throw new NotFound("token", id);
  const { userId: _, ...shown } = made;
  return { ...shown, token };
});

/** Revokes one's own token, or anybody's for an admin. The next request with it is refused. */
export const revokeToken = command("revokeToken", async (ctx, tx, { id }) => {
  const token = await people.findToken(tx, id);
  if (!token || (token.userId !== ownerOf(ctx) && !may(ctx.actor, "users.manage"))) throw new NotFound("token", id);
  await people.revokeToken(tx, id);
  await appendAudit(tx, ctx, {
    action: "token.revoked",
    objectKind: "token",
    objectId: id,
    detail: { name: token.name },
  });
  return {};
});
