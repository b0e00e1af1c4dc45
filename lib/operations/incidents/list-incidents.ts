import type { Incident } from "@/lib/contract/incidents";
import { mayOn } from "@/lib/core/actor";
import type { OpenFailure } from "@/lib/core/failures/incidents/failure-ties";
import { groupIncidents, type IncidentGroup, WINDOW_SECONDS } from "@/lib/core/failures/incidents/group-incidents";
import { incidentTitle, nameTies, withoutDependencyNames } from "@/lib/core/failures/incidents/incident-title";
import { type ClassView, listClassesByIds } from "@/lib/db/classes";
import { readOnsets } from "@/lib/db/onsets";
import { listOpenFailures, readWorkersOf } from "@/lib/db/open-failures";
import type { Ctx } from "../context";
import { showClass } from "../failures/class-view";
import { question } from "../operation";
import { openFailure } from "./open-failure";

/** More open failures than these nobody puts together at each look: the newest are the ones that may be one incident. */
const MOST_CLASSES = 500;
/** Of each failure; a minute more or less matters little in a window of fifteen. */
const MESSAGES_FOR_ONSET = 5;
/** Of one incident shown; what it counts and loses is of all of them. */
const MOST_SHOWN = 50;

/**
 * Open failure classes that began together and share something, those first that lose a message first. Of more than 500 open
 * classes only the newest are considered. Filters choose among incidents and never cut one: it is shown whole, as far as the
 * actor's scope reaches. Of a larger one the 50 classes that began first are shown; its counts and its loss are of all. What
 * an error text names as its dependency is told only to who may read bodies.
 */
export const listIncidents = question("listIncidents", async (ctx, { accountId, region }) => {
  const found = groupIncidents(await readFailures(ctx));
  const mayRead = ({ failures }: (typeof found)[number]) =>
    failures.every(({ accountId }) => mayOn(ctx.actor, "bodies.read", accountId));
  const groups = found.map((group) => (mayRead(group) ? group : withoutDependencyNames(group)));
  const ids = groups.flatMap(({ failures }) => failures.map(({ id }) => id));
  const views = new Map((await listClassesByIds(ctx.db, ctx.actor.scope, ids)).map((view) => [view.id, view]));
  const isAsked = (view: ClassView | undefined) =>
    (accountId === undefined || view?.accountId === accountId) && (region === undefined || view?.region === region);
  const items = groups
    .filter(
      ({ failures }) => failures.every(({ id }) => views.has(id)) && failures.some(({ id }) => isAsked(views.get(id))),
    )
    .map((group) => showIncident(group, views, ctx.now()))
    .sort((a, b) => lossOrder(a) - lossOrder(b) || (a.startedAt < b.startedAt ? 1 : -1));
  return { items, windowSeconds: WINDOW_SECONDS };
});

async function readFailures(ctx: Ctx): Promise<OpenFailure[]> {
  const open = await listOpenFailures(ctx.db, ctx.actor.scope, MOST_CLASSES);
  const onsets = await readOnsets(
    ctx.db,
    open.map(({ id }) => id),
    MESSAGES_FOR_ONSET,
  );
  const startedAt = new Map(onsets.map(({ classId, at }) => [classId, at]));
  const workers = await readWorkersOf(ctx.db, ctx.actor.scope, [...new Set(open.map(({ anchorArn }) => anchorArn))]);
  return open.flatMap((row) => {
    const at = startedAt.get(row.id);
    return at === undefined ? [] : [openFailure(row, new Date(at), workers.get(row.anchorArn) ?? [])];
  });
}

function showIncident(group: IncidentGroup, views: ReadonlyMap<string, ClassView>, now: Date): Incident {
  const rows = group.failures.flatMap(({ id }) => views.get(id) ?? []);
  const classes = rows.map((row) => showClass(row, now));
  const accountNames = new Map(rows.map((row) => [row.accountId, row.accountName]));
  const causes = new Set(group.failures.map(({ causeKind }) => causeKind));
  return {
    id: group.id,
    title: incidentTitle(group, accountNames, now),
    sharedBy: nameTies(group.ties, accountNames),
    startedAt: group.startedAt.toISOString(),
    lastSeenAt:
      rows
        .map((row) => row.lastSeenAt)
        .sort()
        .at(-1) ?? group.startedAt.toISOString(),
    presentCount: rows.reduce((sum, row) => sum + row.presentCount, 0),
    classCount: classes.length,
    regions: [...new Set(rows.map((row) => row.region))].sort(),
    accountNames: [...new Set(accountNames.values())].sort(),
    causeKind: causes.size === 1 ? ([...causes][0] ?? null) : null,
    loss: earliestLoss(classes),
    classes: classes.slice(0, MOST_SHOWN),
  };
}

const KINDS = ["certain", "bound", "unknown", "lost", "saved", "none"] as const;

function earliestLoss(classes: Incident["classes"]): Incident["loss"] {
  const losses = classes.map(({ loss }) => loss);
  losses.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || ((a.at ?? "") < (b.at ?? "") ? -1 : 1));
  return losses[0] ?? { kind: "unknown", at: null, shareLeft: null };
}

function lossOrder({ loss }: Incident): number {
  return loss.at === null ? Number.MAX_SAFE_INTEGER : new Date(loss.at).getTime();
}
