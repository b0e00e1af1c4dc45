import { createHash, randomBytes } from "node:crypto";
import type { ApiToken } from "@/lib/contract/people";
import { selectorWords } from "@/lib/core/access/selector";
import { may, personOf } from "@/lib/core/actor";
import { Forbidden, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import type { Sql, Tx } from "@/lib/db/connect";
import { resolveSelectors } from "@/lib/db/grants";
import * as people from "@/lib/db/people";
import { accountNames } from "../access/grant-view";
import { refuseMoreThanOwn } from "../access/refuse-more-than-own";
import type { Ctx } from "../context";
import { command, type ParsedInput, question } from "../operation";
import { capabilitiesOfRole } from "./grants";

export const listTokens = question("listTokens", async ({ db, actor }) => {
  const found = await people.listTokens(db, may(actor, "users.manage") ? null : personOf(actor));
  return { items: await viewTokens(db, found) };
});

/**
 * Makes a token of 256 bits, with at most the maker's own rights; its owner's bound it again at each request. Its text is
 * in this answer and nowhere else: only its SHA-256 is kept. Only a person makes one: what a token made would be wider and
 * live longer than it.
 */
export const createToken = command("createToken", async (ctx, tx, input) => {
  const token = `dlo_${randomBytes(32).toString("base64url")}`;
  const id = ctx.newId("token");
  const rights = await rightsOf(ctx, tx, input);
  await people.insertToken(tx, {
    ...rights,
    id,
    name: input.name,
    hash: createHash("sha256").update(token).digest("hex"),
    hint: token.slice(0, 9),
    userId: personOf(ctx.actor),
    expiresInDays: input.expiresInDays,
  });
  await appendAudit(tx, ctx, {
    action: "token.created",
    objectKind: "token",
    objectId: id,
    detail: { name: input.name, expiresInDays: input.expiresInDays, ...rights },
  });
  const made = await people.findToken(tx, id);
  const [shown] = made ? await viewTokens(tx, [made]) : [];
  if (!shown) throw new NotFound("token", id);
  return { ...shown, token };
});

async function rightsOf(ctx: Ctx, tx: Tx, input: ParsedInput<"createToken">) {
  if (ctx.actor.kind === "token")
    throw new Forbidden(
      "forbidden",
      "A token makes no tokens: they would outlive its end. Make one where you sign in.",
    );
  const capabilities = input.role === undefined ? (input.capabilities ?? []) : await capabilitiesOfRole(tx, input.role);
  const [scope] = await resolveSelectors(tx, [input.selector]);
  if (scope && input.selector.kind === "some") refuseMoreThanOwn(ctx.actor, capabilities, scope);
  const lacking = capabilities.find((capability) => !may(ctx.actor, capability));
  if (lacking !== undefined) refuseMoreThanOwn(ctx.actor, [lacking], { kind: "all" });
  return { capabilities, selector: input.selector, maxMessages: input.maxMessages ?? null };
}

async function viewTokens(db: Sql, tokens: readonly people.TokenRow[]): Promise<ApiToken[]> {
  const nameOf = await accountNames(db);
  return tokens.map(({ userId: _, capabilities, ...token }) => ({
    ...token,
    capabilities: [...capabilities],
    where: selectorWords(token.selector, nameOf),
  }));
}

/** Revokes one's own token, or anybody's for an admin. The next request with it is refused. */
export const revokeToken = command("revokeToken", async (ctx, tx, { id }) => {
  const token = await people.findToken(tx, id);
  if (!token || (token.userId !== personOf(ctx.actor) && !may(ctx.actor, "users.manage")))
    throw new NotFound("token", id);
  await people.revokeToken(tx, id);
  await appendAudit(tx, ctx, {
    action: "token.revoked",
    objectKind: "token",
    objectId: id,
    detail: { name: token.name },
  });
  return {};
});
