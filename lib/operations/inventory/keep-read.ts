import { configChanges, type SettingChange } from "@/lib/core/inventory/config-changes";
import { edgesOf } from "@/lib/core/inventory/edges";
import type { Resource } from "@/lib/core/inventory/resource";
import { insertChanges, type NewChange } from "@/lib/db/config-changes";
import { inTransaction } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import { markResourcesDeleted, readConfigs, replaceEdges, upsertResources } from "@/lib/db/resources";
import { keepTransforms } from "@/lib/db/rule-transforms";
import type { Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import type { Known, Read } from "./round";

/**
 * Keeps things as they were read, with where they lead and what differs from the look before. `since` is when the place
 * was read completely for the last time; before that nobody can say that something is new.
 */
export async function keepRead(
  ctx: WorkerCtx,
  target: Target,
  read: readonly Read[],
  since: Date | null,
): Promise<void> {
  if (read.length === 0) return;
  const at = ctx.now();
  const accountId = target.account.id;
  await inTransaction(ctx.db, async (tx) => {
    const before = await readConfigs(
      tx,
      read.flatMap(({ known }) => known?.id ?? []),
    );
    const configs = new Map(before.map((row) => [row.id, row.config]));
    const place = { accountId, region: target.region };
    const ids = await upsertResources(
      tx,
      place,
      read.map(({ listed, described }) => ({ ...listed, ...described, id: ctx.newId("resource") })),
      at,
    );
    const edges = read.flatMap((one) => edgesFrom(target, one, ids.get(one.listed.arn)));
    await replaceEdges(tx, accountId, [...ids.values()], edges);
    await keepTransforms(tx, ctx.keyring, accountId, transformsIn(read, ids), at, () => ctx.newId("dataKey"));
    const changes = read.flatMap(({ listed, described, known }) => {
      if (!known) return since ? [changeOf(ctx, target, listed, CREATED, since, at)] : [];
      const different = configChanges(configs.get(known.id), described.config);
      return different.map((change) => changeOf(ctx, target, listed, change, known.readAt, at));
    });
    await insertChanges(tx, changes);
    if (changes.length > 0) await notifyChange(tx, { topic: "account", id: accountId, accountId });
  });
}

/** Marks what is no longer listed as deleted, with a dated change of each. */
export async function keepGone(ctx: WorkerCtx, target: Target, gone: readonly Known[], at: Date): Promise<void> {
  if (gone.length === 0) return;
  await inTransaction(ctx.db, async (tx) => {
    await markResourcesDeleted(
      tx,
      gone.map((one) => one.id),
      at,
    );
    await insertChanges(
      tx,
      gone.map((one) => changeOf(ctx, target, one, DELETED, one.seenAt, at)),
    );
    await notifyChange(tx, { topic: "account", id: target.account.id, accountId: target.account.id });
  });
}

const CREATED: SettingChange = { field: "created", before: null, after: null };
const DELETED: SettingChange = { field: "deleted", before: null, after: null };

function changeOf(
  ctx: WorkerCtx,
  { account, region }: Target,
  { arn, kind }: Pick<Known, "arn" | "kind">,
  change: SettingChange,
  since: Date,
  at: Date,
): NewChange {
  return { ...change, id: ctx.newId("change"), accountId: account.id, region, queueId: null, arn, kind, since, at };
}

function transformsIn(read: readonly Read[], ids: ReadonlyMap<string, string>) {
  return read.flatMap(({ listed, described: { transforms } }) => {
    const resourceId = ids.get(listed.arn);
    return transforms && resourceId !== undefined ? [{ resourceId, transforms }] : [];
  });
}

function edgesFrom({ account, region }: Target, { listed, described }: Read, resourceId: string | undefined) {
  if (resourceId === undefined) return [];
  const { kind, arn, name } = listed;
  const { config } = described;
  const { id: accountId, awsAccountId } = account;
  // A source describes each thing with the settings of the kind it listed it as.
  const resource = { kind, arn, name, accountId, awsAccountId, region, tags: {}, config } as Resource;
  return edgesOf(resource).map((edge) => ({ ...edge, resourceId }));
}
