import { setImmediate } from "node:timers/promises";
import type { Hop } from "@/lib/contract/event-buses";
import type { EventTest, EventTestRule, EventTestTarget } from "@/lib/contract/event-test";
import { inScope } from "@/lib/core/access/scope";
import { mayOn } from "@/lib/core/actor";
import { NotFound } from "@/lib/core/errors";
import { exactJsonText } from "@/lib/core/events/fill-template";
import { answerOfRule, type RuleAnswer } from "@/lib/core/events/rule-answer";
import { type Envelope, readEnvelope } from "@/lib/core/events/test-envelope";
import type { JsonObject } from "@/lib/core/messages/json";
import { findFeature } from "@/lib/db/capabilities";
import { type EventThing, findEventThing, listEventThings } from "@/lib/db/events-inventory";
import { openTransforms } from "@/lib/db/rule-transforms";
import type { Ctx } from "../context";
import { onResource } from "../on";
import { question } from "../operation";
import { hopsOfAll } from "./hops";
import { type Delivery, receivedBy } from "./target-receives";
import { type TestedEvent, testedEvent } from "./tested-event";

const MOST_RULES = 1_000;
/** How much text may be made and masked for one answer. */
const MOST_CHARACTERS = 8 * 1024 * 1024;
const ORDER = { yes: 0, unknown: 1, no: 2 };

type Rule = EventThing<"rule">;

/**
 * Which rules of a bus would match an event, why not, and what each target would receive, by what the inventory and our own
 * matcher know: nothing reaches AWS, and nothing is kept. What cannot be said for sure is told as unknown.
 */
export const testEvent = question(
  "testEvent",
  async (ctx, { id, event, messageRowId, ruleIds }): Promise<EventTest> => {
    const bus = await findEventThing(ctx.db, ctx.actor.scope, "bus", id);
    if (!bus || bus.deletedAt !== null) throw new NotFound("event bus", id);
    const asked = await testedEvent(ctx, { event, messageRowId });
    const place = { awsAccountId: bus.awsAccountId, region: bus.region, now: ctx.now() };
    const envelope = readEnvelope(asked.text, place);
    const shown = asked.shownText === asked.text ? envelope : readEnvelope(asked.shownText, place);
    const { notes, rules } = await rulesOf(ctx, bus, ruleIds);
    const isTaken = envelope.problems.length === 0;
    return {
      isTaken,
      problems: [...envelope.problems],
      notes: [...envelope.notes, ...notes],
      filled: [...envelope.filled],
      event: shown.event ? exactJsonText(shown.event) : asked.shownText,
      rules: isTaken && envelope.event ? await answersOf(ctx, rules, { asked, event: envelope.event, shown }) : [],
    };
  },
  onResource,
);

async function rulesOf(ctx: Ctx, bus: EventThing<"bus">, ruleIds: readonly string[] | undefined) {
  const found = await listEventThings(ctx.db, ctx.actor.scope, "rule", { busArn: bus.arn, limit: MOST_RULES });
  const rules = ruleIds ? found.items.filter(({ id }) => ruleIds.includes(id)) : found.items;
  const strangers = (ruleIds ?? []).filter((id) => !rules.some((rule) => rule.id === id));
  if (strangers[0] !== undefined) throw new NotFound("rule of this bus", strangers[0]);
  const hasMore = found.nextCursor !== null;
  return { rules, notes: await limitsOf(ctx, bus, { hasMore, isEmpty: rules.length === 0 }) };
}

/** Why there may be rules that were not asked. */
async function limitsOf(
  ctx: Ctx,
  bus: EventThing<"bus">,
  { hasMore, isEmpty }: { hasMore: boolean; isEmpty: boolean },
) {
  const reading = bus.isReadable ? (await findFeature(ctx.db, bus, "events"))?.reason : null;
  const notes = [
    !bus.isReadable && "EventBridge cannot be read there now: these are the rules as they were read last.",
    reading && `EventBridge there is not read completely, so there may be other rules. ${reading}`,
    hasMore && `The bus has more than ${MOST_RULES} rules; only the first by name were looked at.`,
    !inScope(ctx.actor.scope, bus.accountId) &&
      "You see single resources of this account; the bus may have other rules.",
    isEmpty && "No rule of this bus is known here.",
  ];
  return notes.flatMap((note) => note || []);
}

interface Question {
  readonly asked: TestedEvent;
  readonly event: JsonObject;
  readonly shown: Envelope;
}

async function answersOf(ctx: Ctx, rules: readonly Rule[], question: Question): Promise<EventTestRule[]> {
  const answers: { rule: Rule; answer: RuleAnswer }[] = [];
  for (const rule of rules) {
    answers.push({ rule, answer: answerOfRule(rule.config, question.event, question.shown.event) });
    await setImmediate();
  }
  const sorted = answers.sort((a, b) => ORDER[a.answer.matches] - ORDER[b.answer.matches]);
  const matching = sorted.filter(({ answer }) => answer.matches === "yes").map(({ rule }) => rule);
  const targets = await targetsOf(ctx, matching, question);
  return sorted.map(({ rule, answer }) => shownRule(rule, answer, targets.get(rule.id) ?? []));
}

function shownRule(rule: Rule, answer: RuleAnswer, targets: EventTestRule["targets"]): EventTestRule {
  const { id: ruleId, arn, name, readAt, config } = rule;
  return { ...answer, ruleId, arn, name, readAt, managedBy: config.managedBy, misses: [...answer.misses], targets };
}

async function targetsOf(ctx: Ctx, rules: readonly Rule[], { asked, event, shown }: Question) {
  const readable = rules.filter((rule) => mayOn(ctx.actor, "bodies.read", rule.accountId, rule.arn));
  const kept = await openTransforms(
    ctx.db,
    ctx.keyring,
    readable.map(({ id }) => id),
  );
  const common = {
    eventText: exactJsonText(event),
    shownText: shown.event && exactJsonText(shown.event),
    mask: asked.mask,
    room: { characters: MOST_CHARACTERS },
  };
  const hops = await hopsOfAll(ctx.db, ctx.actor.scope, rules);
  const targets = new Map<string, EventTestTarget[]>();
  for (const rule of rules) {
    const transforms = readable.includes(rule) ? kept.get(rule.id) : null;
    const delivery = { ...common, ruleArn: rule.arn, transforms };
    targets.set(rule.id, shownTargets(rule, hops.get(rule.id) ?? [], delivery));
    await setImmediate();
  }
  return targets;
}

function shownTargets(rule: Rule, hops: readonly Hop[], delivery: Delivery): EventTestTarget[] {
  return rule.config.targets.flatMap((target, index): EventTestTarget[] => {
    const hop = hops[index];
    if (!hop) return [];
    const { targetId: id, arn, name, href, resourceKind, resourceId, sentence: givesUp } = hop;
    const busId = resourceKind === "bus" ? resourceId : null;
    return [{ id, arn, name, href, busId, receives: receivedBy(target, delivery), givesUp }];
  });
}
