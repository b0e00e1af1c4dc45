import type { EventFigures, RuleFigures } from "@/lib/contract/event-figures";
import { NotFound } from "@/lib/core/errors";
import { DEFAULT_BUS, LAG_NOTE } from "@/lib/core/events/event-figures";
import { cadenceOf, LIST_SECONDS, USUAL_SECONDS } from "@/lib/core/events/figure-cadence";
import { readFigurePeriods } from "@/lib/db/event-figures";
import { type EventLook, type EventSubject, findEventWatch, listRuleLooks } from "@/lib/db/event-watch";
import { findEventThing } from "@/lib/db/events-inventory";
import { findRhythm } from "@/lib/db/rhythms";
import type { Ctx } from "../context";
import { readSlowdown } from "../costs/slowdown";
import { onResource } from "../on";
import { question } from "../operation";
import { paceOf, sightOf } from "./collect-event-figures";
import { ofBus, ofRule, WINDOWS } from "./figure-series";
import { likelyCausesOf } from "./likely-causes-of";

type Window = EventFigures["window"];

/** What EventBridge counted of a rule, whether it keeps its rhythm, and why its events likely fail. */
export const getRuleFigures = question(
  "getRuleFigures",
  async (ctx, { id, window }): Promise<RuleFigures> => {
    const { scope } = ctx.actor;
    const rule = await findEventThing(ctx.db, scope, "rule", id);
    if (!rule) throw new NotFound("rule", id);
    const span = spanOf(ctx, window);
    const periods = await readFigurePeriods(ctx.db, [rule.arn], span);
    const watch = await findEventWatch(ctx.db, rule.id);
    return {
      ...about(rule, window, span),
      ...lookOf(watch ? [watch] : []),
      cadenceSeconds: await cadenceFor(ctx, watch),
      unreadRuleCount: 0,
      series: ofRule(periods, span.periodSeconds),
      rhythm: await findRhythm(ctx.db, scope, rule.arn),
      likelyCauses: await likelyCausesOf(ctx, rule, periods),
    };
  },
  onResource,
);

/** What EventBridge counted of a bus; what it does not tell of buses is added up from the rules that the asker may see. */
export const getBusFigures = question(
  "getBusFigures",
  async (ctx, { id, window }): Promise<EventFigures> => {
    const { scope } = ctx.actor;
    const bus = await findEventThing(ctx.db, scope, "bus", id);
    if (!bus) throw new NotFound("bus", id);
    const span = spanOf(ctx, window);
    const isDefault = bus.name === DEFAULT_BUS;
    const rules = await listRuleLooks(ctx.db, scope, bus.arn);
    const arns = rules.map(({ arn }) => arn);
    const own = isDefault ? null : await readFigurePeriods(ctx.db, [bus.arn], span);
    const watch = isDefault ? undefined : await findEventWatch(ctx.db, bus.id);
    return {
      ...about(bus, window, span),
      ...lookOf(watch ? [watch] : rules),
      cadenceSeconds: isDefault ? USUAL_SECONDS * (await slowedPace(ctx)) : await cadenceFor(ctx, watch),
      unreadRuleCount: rules.filter(({ lookedAt, readAt }) => !lookedAt && !readAt).length,
      series: ofBus(own, await readFigurePeriods(ctx.db, arns, span), span.periodSeconds),
    };
  },
  onResource,
);

type Span = ReturnType<typeof spanOf>;

/** Whole periods, the one that runs now among them. */
function spanOf(ctx: Ctx, window: Window) {
  const { hours, periodSeconds } = WINDOWS[window];
  const periodMs = periodSeconds * 1000;
  const until = new Date((Math.floor(ctx.now().getTime() / periodMs) + 1) * periodMs);
  return { from: new Date(until.getTime() - hours * 3_600_000), until, periodSeconds };
}

function about({ id, arn }: { id: string; arn: string }, window: Window, { from, until, periodSeconds }: Span) {
  return {
    resourceId: id,
    arn,
    window,
    from: from.toISOString(),
    until: until.toISOString(),
    periodSeconds,
    lagNote: LAG_NOTE,
  };
}

function lookOf(looks: readonly EventLook[]): Pick<EventFigures, "isAsked" | "readAt" | "readUntil"> {
  const times = looks.flatMap(({ lookedAt, readAt, quickAt }) => [lookedAt ?? [], readAt ?? [], quickAt ?? []].flat());
  const untils = looks.flatMap(({ readUntil }) => readUntil ?? []);
  return { isAsked: times.length > 0, readAt: times.sort().at(-1) ?? null, readUntil: untils.sort().at(-1) ?? null };
}

/** As it is read now, slowed down by a ceiling or not. */
async function slowedPace(ctx: Ctx): Promise<number> {
  return paceOf(ctx) * (await readSlowdown(ctx.db)).slowdown;
}

async function cadenceFor(ctx: Ctx, watch: EventSubject | undefined): Promise<number> {
  const pace = await slowedPace(ctx);
  return watch ? cadenceOf(sightOf(watch), ctx.now(), pace) : LIST_SECONDS * pace;
}
