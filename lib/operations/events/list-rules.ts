import type { EventRule } from "@/lib/contract/event-buses";
import type { RuleState } from "@/lib/core/events/rule-state";
import { type EventFilter, keyOf, listEventThings } from "@/lib/db/events-inventory";
import { encodeCursor, type Page } from "@/lib/db/page";
import type { Ctx } from "../context";
import { type ParsedInput, question } from "../operation";
import { busArnOf } from "./bus-filter";
import { showRules } from "./rule-view";
import { unreadPlaces } from "./unread-places";

type Input = ParsedInput<"listRules">;

interface Sought {
  readonly trouble: "failures" | "silence";
  readonly states: readonly RuleState[];
}
const SOUGHT: Readonly<Record<"failing" | "losing" | "silent", Sought>> = {
  failing: { trouble: "failures", states: ["failing", "losing"] },
  losing: { trouble: "failures", states: ["losing"] },
  silent: { trouble: "silence", states: ["silent"] },
};
/** How a rule does is worked out of what may be trouble: so many are looked through at once, and so many for one page at most. */
const CHUNK = 200;
const MOST_CHUNKS = 25;

/** Rules by name, or only those that do badly. */
export const listRules = question("listRules", async (ctx, input) => {
  const { scope } = ctx.actor;
  const { state, busId, ...place } = input;
  const busArn = await busArnOf(ctx.db, scope, busId);
  const page =
    state === undefined || state === "all" || state === "disabled"
      ? await readPage(ctx, { ...place, busArn, isEnabled: state === "disabled" ? false : undefined })
      : await readThrough(ctx, { ...place, busArn, isEnabled: true }, SOUGHT[state]);
  return { ...page, unreadPlaces: await unreadPlaces(ctx.db, scope, place) };
});

type Filter = EventFilter & Pick<Input, "cursor" | "limit">;

async function readPage(ctx: Ctx, filter: Filter): Promise<Page<EventRule>> {
  const { scope } = ctx.actor;
  const page = await listEventThings(ctx.db, scope, "rule", filter);
  return { ...page, items: await showRules(ctx.db, scope, page.items, ctx.now()) };
}

/** A page may hold fewer than asked, even none, and still have a next one: then so many were looked through in vain. */
async function readThrough(ctx: Ctx, filter: Filter, { trouble, states }: Sought): Promise<Page<EventRule>> {
  const items: EventRule[] = [];
  let cursor: string | null = filter.cursor ?? null;
  for (let chunk = 0; chunk < MOST_CHUNKS; chunk++) {
    const page: Page<EventRule> = await readPage(ctx, {
      ...filter,
      trouble,
      cursor: cursor ?? undefined,
      limit: CHUNK,
    });
    items.push(...page.items.filter((rule) => states.includes(rule.state)));
    if (items.length > filter.limit) {
      const shown = items.slice(0, filter.limit);
      const last = shown.at(-1);
      return { items: shown, nextCursor: last ? encodeCursor(keyOf(last)) : null, totalCount: null };
    }
    cursor = page.nextCursor;
    if (cursor === null) break;
  }
  return { items, nextCursor: cursor, totalCount: null };
}
