import type { FailureClass } from "@/lib/contract/failures";
import { inScope, intersectionOf, type Scope } from "@/lib/core/access/scope";
import type { CapsuleClass } from "@/lib/core/alerts/capsule/capsule";
import { ONSET_NOTES } from "@/lib/core/failures/onset";
import { utcFormat } from "@/lib/core/losses/loss-sentence";
import { listActivity } from "@/lib/db/class-notes";
import { type ClassView, getClass } from "@/lib/db/classes";
import type { Sql } from "@/lib/db/connect";
import { readOnsets } from "@/lib/db/onsets";
import { listRuns } from "@/lib/db/runs";
import type { Ctx } from "../context";
import { likeliestSuspect } from "../evidence/likeliest-suspect";
import { showClass } from "../failures/class-view";
import { runInWords } from "../runs/run-in-words";

const MOST_RUNS = 10;
const MOST_NOTES = 20;
const MESSAGES_FOR_ONSET = 200;

/** A class as a hand-over freezes it, in the maker's scope; `place` says who may read it. */
export async function freezeClass(ctx: Ctx, db: Sql, view: ClassView) {
  const { scope } = ctx.actor;
  const { baseUrl } = ctx.settings;
  const shown = showClass(view, ctx.now());
  const [onset] = await readOnsets(db, [view.id], MESSAGES_FOR_ONSET);
  const { least, widest } = readersOf(scope, view);
  const suspect = await likeliestSuspect(db, widest, view.id);
  const pipelines = (await getClass(db, least, view.id))?.pipelines ?? [];
  const activity = (await listActivity(db, scope, view.id, { limit: 200 })).items;
  const ofQueue = view.queueId === null ? [] : (await listRuns(db, scope, { queueId: view.queueId, limit: 50 })).items;
  const runs = ofQueue.filter(({ classId }) => classId === null || classId === view.id).slice(0, MOST_RUNS);
  const frozen: CapsuleClass = {
    ...factsOf({ ...shown, pipelines }, ctx.now()),
    url: `${baseUrl}/failures/${view.id}`,
    since: onset?.at ?? view.firstSeenAt,
    sinceNote: onset ? ONSET_NOTES[onset.kind] : "when we first saw it",
    suspects: suspect === null ? [] : [suspect],
    runs: await Promise.all(
      runs.map(async (run) => ({
        at: run.requestedAt,
        by: run.requestedByName,
        words: await runInWords(db, run),
        url: `${baseUrl}/runs/${run.id}`,
      })),
    ),
    notes: activity
      .filter(({ kind }) => kind === "note")
      .slice(0, MOST_NOTES)
      .map(({ at, by, text }) => ({ at, by: by ?? "somebody", text: text ?? "" })),
  };
  // A run of the whole queue counts messages of others: who sees the failing resource alone may not read of it.
  const tellsOfQueue = runs.some(({ classId }) => classId === null);
  const arns = [...(tellsOfQueue ? [] : [view.anchorArn]), ...(view.queueArn === null ? [] : [view.queueArn])];
  const tellsOfAccount = suspect !== null && widest !== least;
  return { frozen, place: { accountId: view.accountId, arns: tellsOfAccount ? [] : arns } };
}

/**
 * What whoever reads it surely sees too. A pipeline that nobody named is called by its parts, and a suspect may lie anywhere: a
 * maker who sees more accounts freezes nothing of those into what readers of this one are shown.
 */
function readersOf(scope: Scope, { accountId, anchorArn, queueArn }: ClassView): { least: Scope; widest: Scope } {
  const arns = { [anchorArn]: accountId, ...(queueArn !== null && { [queueArn]: accountId }) };
  const least = intersectionOf(scope, { kind: "accounts", accountIds: [], arns });
  return { least, widest: inScope(scope, accountId) ? { kind: "accounts", accountIds: [accountId] } : least };
}

function factsOf(shown: FailureClass, now: Date) {
  const { id, number, title, status, causeKind, accountName, region, queueName, pipelines, owner, acknowledged } =
    shown;
  const held = acknowledged ? `${acknowledged.by}, since ${acknowledged.at.slice(0, 16).replace("T", " ")} UTC` : null;
  return {
    id,
    number,
    title,
    status: shown.snooze ? `${status}, snoozed by ${shown.snooze.by}` : status,
    cause: causeKind,
    account: accountName,
    region,
    queue: queueName,
    pipelines: pipelines.map(({ name }) => name),
    owner,
    heldBy: shown.assignee ?? held,
    lastSeenAt: shown.lastSeenAt,
    presentCount: shown.presentCount,
    totalCount: shown.totalCount,
    perHour: shown.perHour,
    loss: lossWords(shown, now),
    runbook: shown.runbookUrl,
  };
}

function lossWords({ loss, presentCount }: FailureClass, now: Date): string {
  if (loss.at !== null) return `The first message dies ${utcFormat(now)(new Date(loss.at))} UTC.`;
  if (loss.kind === "lost") return "It is lost: there is only a count of it.";
  if (loss.kind === "saved") return "Every message of it has a copy in the vault.";
  if (loss.kind === "none") return "Nothing waits here.";
  return presentCount === 0 ? "Nothing waits here." : "Nothing tells when the first message dies.";
}
