import { inTransaction, type Tx } from "@/lib/db/connect";
import { countKeptInClear, REMASK_PARTS } from "@/lib/db/remask";
import { getSetting, lockSetting, putSetting } from "@/lib/db/settings";
import type { WorkerCtx } from "../worker-context";
import { holdMasking, type Masking, readMasking } from "./masking";
import { remaskMessages } from "./remask-messages";
import { REMASK_SETTING, type Remask } from "./remask-progress";
import { remaskClasses, remaskExecutions, remaskFindings, remaskTallies } from "./remask-words";

const MOST_MS = 15_000;
const BATCH = 100;

/** What a batch came to, worked out before anything is locked; `save` writes it. */
export interface Remasked {
  readonly count: number;
  readonly position: string;
  save(tx: Tx): Promise<void>;
}
export type RemaskBatch = (ctx: WorkerCtx, masking: Masking, after: string, limit: number) => Promise<Remasked>;

const BATCHES: Readonly<Record<Remask["part"], RemaskBatch>> = {
  messages: remaskMessages,
  classes: remaskClasses,
  evidence: remaskFindings,
  executions: remaskExecutions,
  regroups: remaskTallies,
};

/**
 * Masks what was kept before the rules last changed, batch by batch. Each batch commits with how far it came: a worker that
 * dies anywhere has done it or has not, and who goes on begins behind it. Rules that change meanwhile begin it anew.
 */
export async function remaskKept(ctx: WorkerCtx, { batch = BATCH } = {}): Promise<void> {
  const startedMs = performance.now();
  let isMore = true;
  while (isMore && !ctx.signal.aborted && performance.now() - startedMs < MOST_MS) isMore = await step(ctx, batch);
}

async function step(ctx: WorkerCtx, limit: number): Promise<boolean> {
  const masking = await readMasking(ctx.db, ctx.keyring);
  const before = await getSetting<Remask>(ctx.db, REMASK_SETTING);
  if (before?.version !== masking.version) return begin(ctx, masking);
  if (before.endedAt !== null) return false;
  const done = await BATCHES[before.part](ctx, masking, before.position, limit);
  return inTransaction(ctx.db, async (tx) => {
    const isSame = (await holdMasking(tx, ctx.keyring)).version === masking.version;
    const now = await lockSetting<Remask>(tx, REMASK_SETTING);
    // Another worker was faster with this batch, or the rules are others by now.
    if (!isSame || now?.version !== before.version || now.part !== before.part || now.position !== before.position)
      return true;
    await done.save(tx);
    const next = behind(now, done, ctx.now().toISOString());
    await putSetting(tx, REMASK_SETTING, next);
    return next.endedAt === null;
  });
}

async function begin(ctx: WorkerCtx, masking: Masking): Promise<boolean> {
  const at = ctx.now().toISOString();
  const totalCount = await countKeptInClear(ctx.db);
  return inTransaction(ctx.db, async (tx) => {
    if ((await holdMasking(tx, ctx.keyring)).version !== masking.version) return true;
    const now = await lockSetting<Remask>(tx, REMASK_SETTING);
    if (now?.version === masking.version) return true;
    const { version } = masking;
    const first = { version, part: REMASK_PARTS[0], position: "", doneCount: 0, totalCount } as const;
    await putSetting(tx, REMASK_SETTING, { ...first, startedAt: at, progressAt: at, endedAt: null } satisfies Remask);
    return true;
  });
}

function behind(now: Remask, { count, position }: Remasked, at: string): Remask {
  if (count > 0) return { ...now, position, doneCount: now.doneCount + count, progressAt: at };
  const part = REMASK_PARTS[REMASK_PARTS.indexOf(now.part) + 1];
  if (part === undefined) return { ...now, progressAt: at, endedAt: at };
  return { ...now, part, position: "", progressAt: at };
}
