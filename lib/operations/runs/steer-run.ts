import type { AuditAction } from "@/lib/core/audit";
import { Conflict, NotFound } from "@/lib/core/errors";
import { isAboutQueue } from "@/lib/core/plans/action";
import { type Observation, transition } from "@/lib/core/runs/run";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import { closeItems } from "@/lib/db/run-items";
import { settleOutcomes } from "@/lib/db/run-outcomes";
import { endStage } from "@/lib/db/run-stages";
import { lockRun, type RunRow, saveLife } from "@/lib/db/runs";
import { keepUnsent } from "@/lib/db/vault";
import type { Ctx } from "../context";
import { onRun } from "../on";
import { command } from "../operation";
import { evidenceSoFar } from "./evidence-so-far";
import { readRun } from "./run-view";

/** Pauses a run after the batch that is under way. Nothing is recalled. */
export const pauseRun = command(
  "pauseRun",
  async (ctx, tx, { id, reason }) => {
    const run = await lockedRun(tx, id);
    if (run.driver === "replay" && run.state === "running")
      throw new Conflict("run-not-open", "EventBridge cannot pause a replay. Cancel it, and plan the rest anew.", {
        state: run.state,
      });
    const seen = { kind: "pause", code: "person", reason: reason ?? `paused by ${ctx.actor.name}` } as const;
    return steer(ctx, tx, run, seen, { action: "run.paused" });
  },
  onRun,
);

/**
 * Cancels a run: what was sent stays sent, what was not stays in the dead-letter queue. Of a run that has sent all of it
 * nothing is left to cancel: it is not watched any longer.
 */
export const cancelRun = command(
  "cancelRun",
  async (ctx, tx, { id, reason }) => {
    const run = await lockedRun(tx, id);
    const kind = run.sentAllAt === null ? "cancel" : "stop-watching";
    return steer(ctx, tx, run, { kind }, { action: "run.cancel-requested", reason });
  },
  onRun,
);

/** Takes a run back before it has begun: nothing has reached AWS, and nothing will. */
export const undoRun = command(
  "undoRun",
  async (ctx, tx, { id, reason }) => {
    const run = await lockedRun(tx, id);
    if (run.state !== "requested" && run.state !== "waiting")
      throw new Conflict("run-not-open", `R-${run.number} has begun; cancel keeps what was sent.`, {
        state: run.state,
        startedAt: run.startedAt,
      });
    return steer(
      ctx,
      tx,
      run,
      { kind: "cancel" },
      { action: "run.cancel-requested", reason, more: { isUndone: true } },
    );
  },
  onRun,
);

/** The run, held until the transaction ends. */
export async function lockedRun(tx: Tx, id: string): Promise<RunRow> {
  const run = await lockRun(tx, id);
  if (!run) throw new NotFound("run", id);
  return run;
}

interface Steering {
  readonly action: AuditAction;
  /** What the person said. */
  readonly reason?: string | undefined;
  /** What else the audit entry tells. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Moves a held run one step for a person, with its audit entry, and wakes the worker. Refused when it cannot happen now. */
export async function steer(ctx: Ctx, tx: Tx, run: RunRow, seen: Observation, { action, reason, more }: Steering) {
  const life = transition(run, seen);
  if (!life)
    throw new Conflict("run-not-open", `Run R-${run.number} is ${run.state}: it cannot ${wordFor(seen)} now.`, {
      state: run.state,
    });
  await saveLife(tx, run.id, life);
  if (life.state === "cancelled") await releaseUnsent(tx, run);
  if (life.state === "done") await endWatching(tx, run);
  const detail = { from: run.state, to: life.state, reason: life.reason ?? reason ?? null, ...more };
  await auditRun(ctx, tx, run, action, detail);
  await tellAll(tx, run);
  return readRun(ctx, tx, run.id);
}

/** What is known by now is all that there will be. */
async function endWatching(tx: Tx, run: RunRow): Promise<void> {
  if (isAboutQueue(run.driver)) await settleOutcomes(tx, run.id);
  await endStage(tx, run.id, await evidenceSoFar(tx, run), "person");
}

function wordFor({ kind }: Observation): string {
  if (kind === "next-stage") return "continue";
  if (kind === "watch-on" || kind === "wait-on") return "resume";
  return kind === "stop-watching" ? "cancel" : kind;
}

export function auditRun(
  ctx: Ctx,
  tx: Tx,
  { id, accountId, region }: RunRow,
  action: AuditAction,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  return appendAudit(tx, ctx, { action, objectKind: "run", objectId: id, accountId, region, runId: id, detail });
}

/** Wakes the workers and the open pages. */
export async function tellAll(tx: Tx, { id, accountId }: RunRow): Promise<void> {
  await notifyIntent(tx, { topic: "run", id, accountId });
  await notifyChange(tx, { topic: "run", id, accountId });
}

/** Cancelled before the worker began: every item is still planned. */
export async function releaseUnsent(tx: Tx, run: Pick<RunRow, "id">): Promise<void> {
  await keepUnsent(tx, run.id);
  await closeItems(tx, run.id, "the run was cancelled before its turn");
}
