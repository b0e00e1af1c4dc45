import { intersectionOf } from "@/lib/core/access/scope";
import type { CapsuleAlert, CapsuleDocument } from "@/lib/core/alerts/capsule/capsule";
import { alertUrl, subjectUrl } from "@/lib/core/alerts/links/subject-url";
import { NotFound } from "@/lib/core/errors";
import { type ClassView, getClass, listClassesByIds } from "@/lib/db/classes";
import type { Sql } from "@/lib/db/connect";
import type { Ctx } from "../context";
import { listIncidents } from "../incidents/list-incidents";
import { storyOf } from "./alert-story";
import { readWhole, showAlert, type WholeAlert } from "./alert-view";

/** What a hand-over is about, before it is frozen. */
export interface FrozenSubject {
  readonly title: string;
  readonly url: string;
  readonly alert: CapsuleAlert | null;
  readonly classes: readonly ClassView[];
  readonly moreClassCount: number;
  /** What it speaks of beside its classes. */
  readonly places: CapsuleDocument["places"];
  readonly links: CapsuleDocument["links"];
}
type Subject = CapsuleDocument["subject"];

/** More nobody reads in a hand-over; how many there are beside is said. */
const MOST_CLASSES = 10;

/** Finds it in the actor's scope; throws NotFound for what is not there for them. */
export function readSubject(ctx: Ctx, db: Sql, { kind, id }: Subject): Promise<FrozenSubject> {
  if (kind === "class") return readClass(ctx, db, id);
  return kind === "incident" ? readIncident(ctx, db, id) : readAlert(ctx, db, id);
}

async function readClass(ctx: Ctx, db: Sql, id: string): Promise<FrozenSubject> {
  const view = await getClass(db, ctx.actor.scope, id);
  if (!view) throw new NotFound("failure class", id);
  const url = `${ctx.settings.baseUrl}/failures/${view.id}`;
  const about = { title: `F-${view.number} ${view.title}`, url, alert: null, classes: [view], moreClassCount: 0 };
  return { ...about, places: [], links: [] };
}

/** A dependency that only an error text names is not named: who reads a hand-over may not be allowed to read such texts. */
async function readIncident(ctx: Ctx, db: Sql, id: string): Promise<FrozenSubject> {
  const incident = (await listIncidents(ctx, {})).items.find((one) => one.id === id);
  if (!incident) throw new NotFound("incident", id);
  const ids = incident.classes.slice(0, MOST_CLASSES).map((one) => one.id);
  const shared = incident.sharedBy.map(({ kind, name }) =>
    kind === "dependency" ? "a dependency" : `${kind} ${name}`,
  );
  const others = incident.classes.slice(MOST_CLASSES).map(({ accountId }) => ({ accountId, arns: [] }));
  return {
    title: `${incident.classCount} failures that share ${[...new Set(shared)].join(", ") || "their beginning"}`,
    url: `${ctx.settings.baseUrl}/incidents/${encodeURIComponent(id)}`,
    alert: null,
    classes: inOrder(ids, await listClassesByIds(db, ctx.actor.scope, ids)),
    moreClassCount: incident.classCount - ids.length,
    places: others,
    links: [],
  };
}

async function readAlert(ctx: Ctx, db: Sql, id: string): Promise<FrozenSubject> {
  const { scope } = ctx.actor;
  const whole = (await readWhole(db, scope, [id])).get(id);
  if (!whole) throw new NotFound("alert", id);
  const shown = showAlert(whole);
  const accountIds = [...new Set(whole.reasons.map(({ accountId }) => accountId ?? ""))];
  // Who sees the accounts of its reasons reads it: what lies in no other account is told around them.
  const story = await storyOf(db, intersectionOf(scope, { kind: "accounts", accountIds }), whole.reasons, ctx.now());
  const all = [...new Set(whole.reasons.flatMap(({ classId }) => classId ?? []))];
  const ids = all.slice(0, MOST_CLASSES);
  return {
    title: `Alert ${shown.number}: ${shown.title}`,
    url: alertUrl(ctx.settings.baseUrl, id),
    alert: { ...frozenAlert(shown, whole, ctx.settings.baseUrl), ...story },
    classes: inOrder(ids, await listClassesByIds(db, scope, ids)),
    moreClassCount: all.length - ids.length,
    places: placesOf(whole),
    links: story.links,
  };
}

function frozenAlert(shown: ReturnType<typeof showAlert>, { reasons }: WholeAlert, baseUrl: string) {
  const { number, state, severity, openedAt, pagedAt, resolvedAt, owner, mute, muteReason } = shown;
  const { acknowledgedAt, acknowledgedBy } = shown;
  return {
    ...{ number, state, severity, openedAt, pagedAt, resolvedAt, owner },
    mute: mute === null ? null : (muteReason ?? mute),
    acknowledged: acknowledgedAt === null ? null : { by: acknowledgedBy ?? "somebody", at: acknowledgedAt },
    reasons: reasons.map(({ subject, sentence, since, alertId }) => ({
      subject: subject.name,
      sentence,
      since,
      url: subjectUrl(baseUrl, subject, alertId),
    })),
    hiddenReasonCount: shown.hiddenReasonCount ?? 0,
  };
}

/** What concerns the whole installation lies in no account: who sees a part of it may not read of it. */
function placesOf({ reasons }: WholeAlert): CapsuleDocument["places"] {
  return reasons.map(({ accountId }) => ({ accountId: accountId ?? "", arns: [] }));
}

function inOrder(ids: readonly string[], views: readonly ClassView[]): ClassView[] {
  return ids.flatMap((id) => views.find((view) => view.id === id) ?? []);
}
