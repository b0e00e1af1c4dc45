import { intersectionOf, isEmptyScope, type Scope } from "@/lib/core/access/scope";
import { scopeOf } from "@/lib/core/actor";
import { Forbidden } from "@/lib/core/errors";
import type { MaskingRule } from "@/lib/core/privacy/masking-rule";
import { searchTokens } from "@/lib/core/privacy/search-tokens";
import { looksIntoMessages, type Query } from "@/lib/core/search/query";
import { withSpellings } from "@/lib/core/search/with-spellings";
import type { Ctx } from "../context";
import { readFilter, scopeOfFilter } from "../failures/read-filter";
import { type Masking, readMasking, tokensOf } from "./masking";

/** A sign without a token stands for any value: to look for it would find others. */
const WITHOUT_TOKEN = /‹[^‹›·]*›/;

/**
 * The filter that somebody typed, finding values that are kept under tokens as well, and where it may look. Rules for display
 * leave values in clear in what is searched: there only who may reveal looks into messages, or a guess would tell what the
 * mask hides.
 */
export async function readSearch(
  ctx: Ctx,
  text: string | undefined,
  field?: string,
): Promise<{ query: Query; scope: Scope }> {
  const query = readFilter(ctx.actor, text, field);
  const scope = scopeOfFilter(ctx.actor, query);
  if (query.length === 0) return { query, scope };
  const masking = await readMasking(ctx.db, ctx.keyring);
  const spelt = withSpellings(query, (value) => spellingsOf(ctx, masking, value));
  if (!looksIntoMessages(query) || !masking.rules.some(isOnlyForDisplay)) return { query: spelt, scope };
  const revealed = intersectionOf(scope, scopeOf(ctx.actor, "bodies.reveal"));
  if (isEmptyScope(revealed))
    throw new Forbidden(
      "reveal-needed",
      "A masking rule hides values only where they are shown, so a search would tell them: text, error:, body. and attr. need the right to reveal. Use fields, such as cause:timeout.",
    );
  return { query: spelt, scope: revealed };
}

function isOnlyForDisplay({ isOn, where }: MaskingRule): boolean {
  return isOn && where === "display";
}

function spellingsOf({ keyring }: Ctx, { rules, forSearch }: Masking, value: string): string[] {
  const masked = forSearch.text(value);
  const inside = masked !== value && !WITHOUT_TOKEN.test(masked) ? [masked] : [];
  return [...new Set([...searchTokens(rules, tokensOf(keyring), value), ...inside])];
}
