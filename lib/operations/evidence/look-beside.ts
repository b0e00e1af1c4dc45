import type { CauseKind } from "@/lib/core/failures/cause-kind";
import { agree } from "@/lib/core/failures/evidence/agree";
import { againAfterSeconds, MOST_CALLS_A_MESSAGE } from "@/lib/core/failures/evidence/budget";
import type { ClassEvidence, Finding } from "@/lib/core/failures/evidence/evidence";
import { judgeClues } from "@/lib/core/failures/evidence/judge-clues";
import { keepLines } from "@/lib/core/failures/evidence/keep-lines";
import { maskedFinding } from "@/lib/core/failures/evidence/masked-finding";
import { withoutLogText } from "@/lib/core/failures/evidence/without-log-text";
import { findFeature } from "@/lib/db/capabilities";
import { inTransaction } from "@/lib/db/connect";
import { type FindingRow, giveBackCalls, listEvidence } from "@/lib/db/evidence";
import {
  type Consumer,
  endLook,
  findConsumer,
  keepEvidence,
  type Look,
  type LookEnd,
  listEvidenceSamples,
  type Sample,
  saveClassEvidence,
} from "@/lib/db/evidence-looks";
import { notifyChange } from "@/lib/db/notify";
import type { Target } from "../polling/target";
import { holdMasking, type Masking } from "../privacy/masking";
import type { WorkerCtx } from "../worker-context";
import { type Budget, type Collected, collectClues } from "./collect-clues";

interface Seen {
  readonly seen: readonly SeenBeside[];
  readonly samples: readonly Sample[];
  readonly hasConsumer: boolean;
  readonly refusal: Refusal | undefined;
}
/** Why logs may not be read, and what to do about it. */
interface Refusal {
  readonly reason: string;
  readonly fix: string | null;
}

interface SeenBeside {
  readonly sample: Sample;
  readonly consumer: Consumer | undefined;
  readonly collected: Collected;
}

const REFUSED_FOR_MS = 3_600_000;

/** One look at one class: samples its messages, asks AWS, and keeps in one transaction what was found and how it ended. */
export async function lookBeside(ctx: WorkerCtx, target: Target, look: Look, budget: Budget): Promise<void> {
  const seen = await seeSamples(ctx, target, look, budget);
  await inTransaction(ctx.db, async (tx) => {
    const masking = await holdMasking(tx, ctx.keyring);
    const rows = seen.seen.map((one) => rowOf(one, look.keepsText, masking));
    const kept = await listEvidence(tx, ctx.actor.scope, look.classId);
    const isFirst = look.looks === 1;
    const now = new Map((isFirst ? [] : kept).map((row) => [row.messageRowId, row]));
    for (const row of rows) now.set(row.messageRowId, row);
    const evidence = agree([...now.values()].map(findingOf), ctx.now());
    const end = { ...endOf(look, seen, evidence, ctx.now()), calls: budget.used };
    // Another worker took the class over: its look counts, nothing of this one is kept.
    if (!(await endLook(tx, look, end))) return;
    await keepEvidence(tx, look, rows, isFirst);
    if (evidence || isFirst) await saveClassEvidence(tx, look.classId, evidence ?? null);
    await giveBackCalls(tx, look, budget.hour, budget.calls - budget.used);
    await notifyChange(tx, { topic: "class", id: look.classId, accountId: look.accountId });
  });
}

async function seeSamples(ctx: WorkerCtx, target: Target, look: Look, budget: Budget): Promise<Seen> {
  const mostSamples = Math.floor(budget.calls / MOST_CALLS_A_MESSAGE);
  // A second look asks for the newest alone: of those before, what was late is there by now or never.
  const samples = await listEvidenceSamples(
    ctx.db,
    look.classId,
    look.looks === 1 ? mostSamples : Math.min(2, mostSamples),
  );
  const consumers = new Map<string, Consumer | undefined>();
  const seen: SeenBeside[] = [];
  let refusal = look.isByItself ? await lateRefusal(ctx, look) : undefined;
  for (const sample of samples) {
    ctx.signal.throwIfAborted();
    const consumedArn = sample.sourceQueueArn ?? look.anchorArn;
    if (!consumers.has(consumedArn)) consumers.set(consumedArn, await findConsumer(ctx.db, look, consumedArn));
    const consumer = consumers.get(consumedArn);
    const collected = await collectClues(ctx, target, { sample, consumer, readsLogs: refusal === undefined }, budget);
    refusal ??= refusalIn(collected);
    seen.push({ sample, consumer, collected });
  }
  const hasConsumer = [...consumers.values()].some((consumer) => consumer !== undefined);
  return { seen, samples, hasConsumer, refusal };
}

/** A finding as it is kept, masked. Below *masked* no word of a log is: rung and cause alone. */
function rowOf(
  { sample, consumer, collected: { clues } }: SeenBeside,
  keepsText: boolean,
  masking: Masking,
): FindingRow {
  const judged = judgeClues(clues);
  const found = maskedFinding(judged, (text) => masking.forWords.text(text));
  const { rung, confidence, text, cause, normalisedError } = keepsText ? found : withoutLogText(found);
  const isFromLog = rung === "logs-by-message-id" || rung === "logs-by-request";
  const kept = isFromLog
    ? keepLines(clues.logLines ?? [], clues.messageId, judged, (text) => masking.forKeeping.text(text))
    : { lines: [], at: null };
  return {
    messageRowId: sample.id,
    messageId: sample.messageId,
    rung,
    confidence,
    text,
    causeKind: cause.kind,
    causeReason: cause.reason,
    normalisedError: normalisedError ?? null,
    sourceName: sourceOf(found, consumer, clues.traceId),
    at: kept.at?.toISOString() ?? null,
    lines: keepsText ? kept.lines.map((line) => ({ at: line.at.toISOString(), text: line.text })) : [],
  };
}

function sourceOf({ rung }: Finding, consumer: Consumer | undefined, traceId: string | null): string {
  if (rung === "trace") return traceId ?? "";
  if (rung === "metrics") return `AWS/Lambda ${consumer?.name ?? ""}`;
  return consumer ? (consumer.logGroup ?? `/aws/lambda/${consumer.name}`) : "";
}

function findingOf(row: FindingRow): Finding {
  const { rung, confidence, text, causeReason: reason, normalisedError } = row;
  // Only rowOf writes it.
  const kind = row.causeKind as CauseKind;
  return { rung, confidence, text, cause: { kind, reason }, ...(normalisedError !== null && { normalisedError }) };
}

function endOf(look: Look, seen: Seen, evidence: ClassEvidence | undefined, now: Date): Omit<LookEnd, "calls"> {
  const { refusal, samples } = seen;
  if (refusal) return { state: "refused", note: [refusal.reason, refusal.fix ?? ""].join(" ").trim() };
  const [newest] = samples;
  if (!seen.hasConsumer) return { state: evidence ? "found" : "nothing-found", note: noConsumerNote(look) };
  const isFromLog = evidence?.rung === "logs-by-message-id" || evidence?.rung === "logs-by-request";
  const againSeconds =
    isFromLog || !newest ? undefined : againAfterSeconds(look.looks, new Date(newest.firstSeenAt), now);
  if (againSeconds !== undefined) {
    const note = `Its consumer's log says nothing yet; it may be late, and is looked at again within ${againSeconds} s.`;
    return { state: "asked", note, againSeconds };
  }
  if (!evidence) return { state: "nothing-found", note: "Neither its consumer's log nor its figures say why." };
  const text = look.keepsText ? "" : " The queue is captured below masked, so no word of a log is kept.";
  const share = `${evidence.agreeingCount} of ${evidence.sampledCount}`;
  return { state: "found", note: `${share} messages looked at say the same.${text}` };
}

/** A refusal of the last hour: without being asked to, the worker does not run into it again. */
async function lateRefusal(ctx: WorkerCtx, look: Look): Promise<Refusal | undefined> {
  const logs = await findFeature(ctx.db, look, "logs");
  const isLate = logs && ctx.now().getTime() - new Date(logs.checkedAt).getTime() < REFUSED_FOR_MS;
  return isLate && logs.state === "denied" ? { reason: logs.reason ?? "", fix: logs.fix } : undefined;
}

function refusalIn({ refusal }: Collected): Refusal | undefined {
  if (!refusal) return undefined;
  return { reason: refusal.message, fix: typeof refusal.detail.fix === "string" ? refusal.detail.fix : null };
}

function noConsumerNote({ anchorArn }: Look): string {
  return `No function is known that consumes ${anchorArn.split(":").at(-1)}, so there is no log to look at.`;
}
