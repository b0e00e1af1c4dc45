import { createHash } from "node:crypto";
import { EXECUTION_DAYS, type RetentionKind } from "@/lib/core/privacy/kinds";
import { appendAudit } from "@/lib/db/audit";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { eraseContent, eraseExecutions, lockMessages } from "@/lib/db/erase-content";
import { lockAgainstHolds } from "@/lib/db/holds";
import {
  type DueExecutions,
  type DueMessages,
  forgetExecutions,
  listDueExecutions,
  listDueMessages,
  type RetentionRound,
  stillDue,
} from "@/lib/db/retention";
import { lockSetting, putSetting, putSettingOnce } from "@/lib/db/settings";
import type { WorkerCtx } from "../worker-context";
import { countDue, dueUnder } from "./count-due";
import { eraseCopies } from "./erase-copies";
import { ROUND_SETTING, readRetention } from "./retention-rules";

const MOST_MS = 20_000;
const BATCH = 1000;
const NONE: RetentionRound = {
  startedAt: new Date(0).toISOString(),
  endedAt: new Date(0).toISOString(),
  erased: {},
  keptByHold: 0,
  keptByPlan: 0,
};

/**
 * Erases what is past its time, a batch a transaction with its audit entry and the count so far. What is due is found by
 * what is still there, so a death loses nothing and a restart goes on; batches of two workers take turns.
 */
export async function applyRetention(ctx: WorkerCtx, { batch = BATCH } = {}): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await lockAgainstHolds(tx);
    await forgetExecutions(tx, EXECUTION_DAYS);
  });
  const { rules } = await readRetention(ctx.db);
  const { messages, executions } = await dueUnder(ctx.db, rules);
  const startedMs = performance.now();
  const isTime = () => !ctx.signal.aborted && performance.now() - startedMs < MOST_MS;
  await beginRound(ctx);
  for (const due of messages) while (isTime() && (await eraseDue(ctx, due, batch)));
  for (const due of executions) while (isTime() && (await eraseDueExecutions(ctx, due, batch)));
  while (isTime() && (await eraseCopies(ctx)));
  if (isTime()) await endRound(ctx);
}

async function beginRound(ctx: WorkerCtx): Promise<void> {
  await putSettingOnce(ctx.db, ROUND_SETTING, NONE);
  await inTransaction(ctx.db, async (tx) => {
    const round = await lockRound(tx);
    if (round.endedAt === null) return;
    await putSetting(tx, ROUND_SETTING, { ...NONE, startedAt: ctx.now().toISOString(), endedAt: null });
  });
}

function eraseDue(ctx: WorkerCtx, due: DueMessages, batch: number): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const round = await lockRound(tx);
    await lockAgainstHolds(tx);
    const found = await listDueMessages(tx, due, batch);
    if (found.length === 0) return false;
    await lockMessages(tx, found);
    const ids = await stillDue(tx, found);
    await eraseContent(tx, ids, [due.kind], { name: "retention", isTombstone: false });
    await note(ctx, tx, round, due, ids);
    return ids.length > 0;
  });
}

function eraseDueExecutions(ctx: WorkerCtx, due: DueExecutions, batch: number): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const round = await lockRound(tx);
    await lockAgainstHolds(tx);
    const ids = await listDueExecutions(tx, due, batch);
    if (ids.length === 0) return false;
    await eraseExecutions(tx, ids, "retention");
    await note(ctx, tx, round, { kind: "executions", days: due.days }, ids);
    return true;
  });
}

async function lockRound(tx: Tx): Promise<RetentionRound> {
  return (await lockSetting<RetentionRound>(tx, ROUND_SETTING)) ?? NONE;
}

async function note(
  ctx: WorkerCtx,
  tx: Tx,
  round: RetentionRound,
  { kind, days }: { kind: RetentionKind; days: number },
  ids: readonly string[],
): Promise<void> {
  const erased = { ...round.erased, [kind]: (round.erased[kind] ?? 0) + ids.length };
  await putSetting(tx, ROUND_SETTING, { ...round, erased });
  const idsSha256 = createHash("sha256").update(ids.join("\n")).digest("hex");
  await appendAudit(tx, ctx, {
    action: "retention.applied",
    objectKind: "retention",
    detail: { kind, days, count: ids.length, idsSha256 },
  });
}

/** What was kept back is counted anew: it is what is due and still there. */
async function endRound(ctx: WorkerCtx): Promise<void> {
  const { kinds } = await countDue(ctx.db, (await readRetention(ctx.db)).rules);
  await inTransaction(ctx.db, async (tx) => {
    const round = await lockRound(tx);
    const sum = (of: (kind: (typeof kinds)[number]) => number) => kinds.reduce((total, kind) => total + of(kind), 0);
    await putSetting(tx, ROUND_SETTING, {
      ...round,
      endedAt: ctx.now().toISOString(),
      keptByHold: sum(({ keptByHold }) => keptByHold),
      keptByPlan: sum(({ keptByPlan }) => keptByPlan),
    });
  });
}
