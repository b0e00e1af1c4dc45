import { createHash } from "node:crypto";
import type { OutputOf } from "@/lib/contract";
import { Invalid, NotFound } from "@/lib/core/errors";
import { type ChainedItem, firstDigest, nextDigest } from "@/lib/core/run-evidence/evidence";
import { countersFrom } from "@/lib/core/runs/item";
import { isOpen } from "@/lib/core/runs/run";
import { listSaid } from "@/lib/db/approvals";
import { appendAudit } from "@/lib/db/audit";
import { inSnapshot, type Sql } from "@/lib/db/connect";
import { getPlan, type PlanRow } from "@/lib/db/plans";
import { countItems, type ItemRow, loadItems } from "@/lib/db/run-items";
import { getRun, type RunRow } from "@/lib/db/runs";
import type { Ctx } from "../context";
import { onRun } from "../on";
import { question } from "../operation";
import { showReplay } from "../plans/plan-view";

const PAGE_ITEMS = 5_000;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
type Header = OutputOf<"getRunEvidence">["header"];

/**
 * The evidence of a run: its plan, its counters and every item, in one chain of digests. The head of the chain goes into the
 * audit log, so a file can be held against it later. Of a run that is not over, another page may already be of another chain.
 */
export const getRunEvidence = question(
  "getRunEvidence",
  async (ctx, { id, after, takenAt }) => {
    const at = after === 0 ? ctx.now().toISOString() : sameMoment(ctx.now(), takenAt);
    const { run, header, items } = await inSnapshot(ctx.db, async (tx) => gather(ctx, tx, id, at));
    const chained = chainOf(header, items);
    const page = chained.filter(({ position }) => position > after).slice(0, PAGE_ITEMS);
    const last = page.at(-1);
    const head = chained.at(-1)?.digest ?? firstDigest(header, sha256);
    const nextAfter = last && last.digest !== head ? last.position : null;
    if (nextAfter === null)
      await appendAudit(ctx.db, ctx, {
        action: "run.evidence-exported",
        objectKind: "run",
        objectId: id,
        accountId: run.accountId,
        region: run.region,
        runId: id,
        detail: { itemCount: chained.length, head, isFinal: header.isFinal, takenAt: at },
      });
    return { header, items: page, nextAfter, head };
  },
  onRun,
);

const LONGEST_READING_MS = 15 * 60_000;

/** The moment of the first page, which the caller brings back: one that cannot have been it would make the file lie. */
function sameMoment(now: Date, takenAt: string | undefined): string {
  const agoMs = now.getTime() - new Date(takenAt ?? now).getTime();
  if (agoMs >= 0 && agoMs <= LONGEST_READING_MS) return takenAt ?? now.toISOString();
  throw new Invalid("The pages of one file are read within 15 minutes.", [
    { field: "takenAt", message: "must be that of the first page: begin again without it" },
  ]);
}

async function gather(ctx: Ctx, db: Sql, id: string, takenAt: string) {
  const run = await getRun(db, ctx.actor.scope, id);
  const plan = run && (await getPlan(db, ctx.actor.scope, run.planId));
  if (!run || !plan) throw new NotFound("run", id);
  const said = await listSaid(db, [plan.id]);
  const approvedBy = said.filter(({ kind }) => kind === "approved").map(({ byName }) => byName);
  const { stages, stageObservationSeconds, returnThresholdPercent, ratePerSecond } = plan.detail;
  const { duplicates, itemOrder, doesMark, overrides, configuration } = plan.detail;
  const header: Header = {
    format: "dlo-evidence-1",
    takenAt,
    takenBy: ctx.actor.name,
    isFinal: !isOpen(run.state),
    run: runFacts(run, countersFrom(await countItems(db, [id]))),
    plan: {
      id: plan.id,
      number: plan.number,
      hash: plan.hash,
      action: plan.action,
      driver: plan.driver,
      subjectArn: plan.subjectArn,
      createdBy: plan.createdByName,
      reason: plan.reason,
      approvedBy,
      breakGlassReason: run.breakGlassReason,
      terms: {
        ...{ stages: [...stages], stageObservationSeconds, returnThresholdPercent, ratePerSecond },
        ...{ duplicates, itemOrder, doesMark, overrides: [...overrides] },
        ...aboutResource(plan),
      },
      configuration: { ...configuration },
    },
  };
  return { run, header, items: await loadItems(db, id) };
}

/** What makes the hash of a plan about no queue, beside its terms. */
function aboutResource({ queueId, detail: { subject, destinationArns, replay } }: PlanRow) {
  if (queueId !== null || !subject) return {};
  return { subject, destinationArns, ...(replay ? { replay: showReplay(replay) } : {}) };
}

function runFacts(run: RunRow, counters: Header["run"]["counters"]): Header["run"] {
  return {
    id: run.id,
    number: run.number,
    title: run.detail.title,
    state: run.state,
    reason: run.reason,
    requestedBy: run.requestedByName,
    requestedAt: run.requestedAt,
    startedAt: run.startedAt,
    sentAllAt: run.sentAllAt,
    endedAt: run.endedAt,
    counters,
    ...endOfReplay(run.driverState),
  };
}

/** Without items what came of it is in words, and in what EventBridge told. */
function endOfReplay({ outcome, replayName, replayState, lastReplayedAt }: RunRow["driverState"]) {
  const textOf = (value: unknown) => (typeof value === "string" ? value : null);
  const name = textOf(replayName);
  return {
    ...(typeof outcome === "string" ? { outcome } : {}),
    ...(name === null ? {} : { replay: { name, state: textOf(replayState), lastReplayedAt: textOf(lastReplayedAt) } }),
  };
}

function chainOf(header: Header, rows: readonly ItemRow[]): ChainedItem[] {
  let digest = firstDigest(header, sha256);
  return rows.map((row) => {
    const item = {
      position: row.position,
      stage: row.stage,
      messageId: row.messageId,
      bodySha256: row.bodySha256,
      destinationArn: row.destinationArn,
      editedSha256: row.editedSha256,
      state: row.state,
      outcome: row.outcome,
      reason: row.reason,
      attempt: row.attempt,
      sendStartedAt: row.sendStartedAt,
      sentAt: row.sentAt,
      deletedAt: row.deletedAt,
      returnedAt: row.returnedAt,
      destinationMessageId: row.destinationMessageId,
    };
    digest = nextDigest(digest, item, sha256);
    return { ...item, digest };
  });
}
