import { isActiveReplay } from "@/lib/core/replays/replay-state";
import type { SeenReplay } from "@/lib/core/replays/seen-replay";
import { findFeature } from "@/lib/db/capabilities";
import { inTransaction } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import {
  forgetReplays,
  keepReplays,
  listTold,
  listUndescribed,
  mayHaveReplays,
  type ReplaySight,
} from "@/lib/db/replay-ledger";
import { countActiveReplays } from "@/lib/db/replays";
import { noting } from "../polling/noting";
import { sessionFor, type Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";

/** With nothing going on it is enough to notice by then that somebody started one. */
const QUIET_SECONDS = 300;
/** Those whose rules are not known are asked about a few at a time; a place may know hundreds. */
const MOST_DESCRIBED = 50;

/**
 * Keeps the history of replays of a place, ours and others', with the rules that they were for. Where nothing has an archive it asks
 * nothing; else one ListReplays each five minutes, each minute while one is going on, which costs nothing. Receives and changes
 * nothing.
 */
export async function collectReplays(ctx: WorkerCtx, target: Target): Promise<void> {
  if (target.account.polling === "listing") return;
  const place = { accountId: target.account.id, region: target.region };
  if (!(await mayHaveReplays(ctx.db, place)) || !(await isDue(ctx, place))) return;
  await noting(ctx, target, "replays", () => lookAtReplays(ctx, target));
}

async function isDue(ctx: WorkerCtx, place: { accountId: string; region: string }): Promise<boolean> {
  if ((await countActiveReplays(ctx.db, place)) > 0) return true;
  const okAt = (await findFeature(ctx.db, place, "replays"))?.okAt;
  return okAt == null || ctx.now().getTime() - Date.parse(okAt) >= (QUIET_SECONDS - 30) * 1000;
}

async function lookAtReplays(ctx: WorkerCtx, target: Target): Promise<void> {
  const place = { accountId: target.account.id, region: target.region };
  const { events } = sessionFor(ctx, target, "read", "replays");
  // Before the list: what is told of meanwhile, by a run, is not missing in it.
  const told = await listTold(ctx.db, place);
  const listed = await events.listReplays();
  const seen = await withRules(ctx, events, place, listed);
  await inTransaction(ctx.db, async (tx) => {
    await keepReplays(
      tx,
      place,
      seen.map((one) => ({ ...one, id: ctx.newId("replay") })),
    );
    const names = new Set(listed.map(({ name }) => name));
    await forgetReplays(
      tx,
      place,
      told.filter((name) => !names.has(name)),
    );
    if (listed.some(({ state }) => isActiveReplay(state)))
      await notifyChange(tx, { topic: "account", id: place.accountId, accountId: place.accountId });
  });
}

/** The newest of those whose rules nobody has read yet are asked about. */
async function withRules(
  ctx: WorkerCtx,
  events: ReturnType<typeof sessionFor>["events"],
  place: { accountId: string; region: string },
  listed: readonly SeenReplay[],
): Promise<ReplaySight[]> {
  const newestFirst = [...listed].sort((a, b) => (b.startedAt?.getTime() ?? 0) - (a.startedAt?.getTime() ?? 0));
  const unknown = await listUndescribed(
    ctx.db,
    place,
    newestFirst.map(({ name }) => name),
  );
  const asked = new Set(unknown.slice(0, MOST_DESCRIBED));
  const seen: ReplaySight[] = [];
  for (const one of listed) {
    const told = asked.has(one.name) ? await events.describeReplay(one.name) : undefined;
    seen.push(told ?? one);
  }
  return seen;
}
