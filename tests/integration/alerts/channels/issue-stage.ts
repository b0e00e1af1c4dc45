import { putChannelSecret } from "@/lib/db/channel-secrets";
import { inTransaction } from "@/lib/db/connect";
import { execute, sql } from "@/lib/db/query";
import { syncIssues } from "@/lib/operations/alerts/sync-issues";
import { deadLetter, seenQueue } from "../../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../../support/world";

/** A shop in which something fails, and a tracker. */
export async function openIssueStage(tracker: {
  kind: "jira" | "github";
  config: object;
  secret: Record<string, unknown>;
}) {
  const world = await createWorld();
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ["a", "b", "c"]);
  await seenQueue(world, account.id, "orders-dlq");
  const classId = (await world.ask("listFailureClasses", { view: "all" })).items[0]?.id ?? "";
  const channelId = "chn_00000000000000000001";
  await addChannel(world, channelId, tracker);
  return {
    world,
    classId,
    channelId,
    accountId: account.id,
    ask: (role?: "operator" | "viewer") => world.ask("createIssue", { id: classId, channelId }, role),
    link: async () => (await world.ask("listIssues", { id: classId })).items[0],
    /** One round of the worker, whatever was to wait. */
    sync: async () => {
      await execute(world.db, sql`UPDATE issue_link SET next_at = dlo_now()`);
      await syncIssues(world.worker());
    },
    forgetIssues: () => execute(world.db, sql`DELETE FROM issue_link`),
  };
}
export type IssueStage = Awaited<ReturnType<typeof openIssueStage>>;

export async function addChannel(
  world: World,
  id: string,
  { kind, config, secret }: { kind: string; config: object; secret: Record<string, unknown> },
): Promise<void> {
  await execute(
    world.db,
    sql`INSERT INTO channel (id, kind, name, config, created_at, updated_at) VALUES (${id}, ${kind}, ${`the ${kind}`}, ${JSON.stringify(config)}::jsonb, now(), now())`,
  );
  const { keyring } = world.web();
  await inTransaction(world.webDb, (tx) => putChannelSecret(tx, keyring, id, secret));
}
