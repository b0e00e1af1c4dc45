import { DloError } from "@/lib/core/errors";
import { EVENT_FIGURES, FIGURE_NAMES, type FigureName, ruleDimensions } from "@/lib/core/events/event-figures";
import { activeAfter, DEMO_PACE, type FigureSight, figuresDue, LIST_SECONDS } from "@/lib/core/events/figure-cadence";
import {
  type EventSubject,
  findListedAt,
  forgetEventWatches,
  listEventSubjects,
  noteListed,
  noteListingRefused,
} from "@/lib/db/event-watch";
import type { Ctx } from "../context";
import { readSlowdown } from "../costs/slowdown";
import { noting } from "../polling/noting";
import { sessionFor, type Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { judgeRhythms } from "./judge-rhythms";
import { readEventFigures } from "./read-event-figures";

/**
 * Reads what EventBridge counts of rules and buses, and notices rules that fell silent against their own rhythm. Looks for
 * what is due by its own cadence. List prices a month, N metrics × 2,592,000 / P seconds × $0.01 / 1,000 (aws-facts 4.5):
 * ListMetrics costs $0.0432 for each 500 metrics that live. Of a rule that runs well six metrics are read every 900 s
 * ($0.0288 each) and whether it fails every 300 s ($0.0864): $0.26. While it fails up to nine are read every 120 s, $0.0027
 * an hour together. A rule that is silent costs three metrics once, when it is seen first. Where ListMetrics is refused every rule costs three metrics an hour,
 * $0.0216. Receives and changes nothing.
 */
export async function collectEventFigures(ctx: WorkerCtx, target: Target): Promise<void> {
  if (target.account.polling === "listing") return;
  const place = { accountId: target.account.id, region: target.region };
  const known = await listEventSubjects(ctx.db, place);
  if (known.length === 0) return;
  const pace = paceOf(ctx) * (await readSlowdown(ctx.db)).slowdown;
  const listing = await listWhereDue(ctx, target, known, pace);
  const due = listing.subjects.flatMap((subject) => {
    const found = figuresDue(sightOf(subject), ctx.now(), pace);
    return found ? [{ subject, ...found }] : [];
  });
  await readEventFigures(ctx, target, due);
  if (listing.isListed) await forgetEventWatches(ctx.db, place);
  await judgeRhythms(ctx, place);
}

export function paceOf({ settings }: Pick<Ctx, "settings">): number {
  return settings.isDemo ? DEMO_PACE : 1;
}

/** What is known of a rule or bus, for its cadence. */
export function sightOf(subject: EventSubject): FigureSight {
  const dateOf = (at: string | null) => (at ? new Date(at) : null);
  return {
    kind: subject.kind,
    active: subject.figures ?? "unknown",
    readAt: dateOf(subject.readAt),
    quickAt: dateOf(subject.quickAt),
    troubleAt: dateOf(subject.troubleAt),
    changedAt: dateOf(subject.changedAt),
  };
}

interface Listing {
  readonly subjects: readonly EventSubject[];
  readonly isListed: boolean;
}

async function listWhereDue(
  ctx: WorkerCtx,
  target: Target,
  known: readonly EventSubject[],
  pace: number,
): Promise<Listing> {
  const place = { accountId: target.account.id, region: target.region };
  const listedAt = await findListedAt(ctx.db, place);
  const isDue = !listedAt || ctx.now().getTime() - Date.parse(listedAt) >= LIST_SECONDS * pace * 900;
  if (!isDue) return { subjects: known, isListed: false };
  const { cloudwatch } = sessionFor(ctx, target, "read", "events");
  try {
    const active = await noting(ctx, target, "unrecorded", () => cloudwatch.activeSeries("AWS/Events"));
    const figuresOf = figuresBySubject(active);
    const subjects = known.map((subject) => ({
      ...subject,
      figures: activeOf(subject, figuresOf(subject), ctx.now()),
    }));
    await noteListed(ctx.db, place, subjects);
    return { subjects, isListed: true };
  } catch (error) {
    // Dearer without it, and no reason to see nothing.
    if (!(error instanceof DloError) || ctx.signal.aborted) throw error;
    await noteListingRefused(ctx.db, place);
    return { subjects: known.map((subject) => ({ ...subject, figures: null })), isListed: false };
  }
}

function activeOf({ kind, lookedAt }: EventSubject, named: readonly FigureName[], now: Date): FigureName[] {
  return kind === "rule" ? activeAfter(lookedAt ? new Date(lookedAt) : null, named, now) : [...named];
}

const FIGURE_OF = new Map(FIGURE_NAMES.flatMap((name) => EVENT_FIGURES[name].awsMetrics.map((aws) => [aws, name])));

function figuresBySubject(active: readonly { metric: string; dimensions: Readonly<Record<string, string>> }[]) {
  const figures = new Map<string, Set<FigureName>>();
  for (const { metric, dimensions } of active) {
    const figure = FIGURE_OF.get(metric);
    if (!figure) continue;
    const key = keyOf(dimensions);
    figures.set(key, (figures.get(key) ?? new Set()).add(figure));
  }
  return ({ kind, name, busName }: EventSubject): FigureName[] => [
    ...(figures.get(keyOf(kind === "rule" ? ruleDimensions(busName, name) : { EventBusName: name })) ?? []),
  ];
}

function keyOf(dimensions: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1)));
}
