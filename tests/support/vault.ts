import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from "@aws-sdk/client-s3";
import type { InputOf } from "@/lib/contract";
import { rows, sql } from "@/lib/db/query";
import { rootKeys } from "../aws/sim-clients";
import { REGION, SHOP, type World } from "./world";

export const SECOND = { bucket: "dlo-second", region: REGION, prefix: "copies/" };
const HUB = "999999999999";

/** The bucket for second copies in the worker's own account; it keeps versions unless asked otherwise. */
export async function aSecondBucket(world: World, isVersioned = true): Promise<S3Client> {
  const client = new S3Client({
    endpoint: world.simulator.url,
    region: REGION,
    credentials: rootKeys(HUB),
    forcePathStyle: true,
  });
  await client.send(new CreateBucketCommand({ Bucket: SECOND.bucket }));
  if (isVersioned)
    await client.send(
      new PutBucketVersioningCommand({ Bucket: SECOND.bucket, VersioningConfiguration: { Status: "Enabled" } }),
    );
  return client;
}

/** Turns vault mode on, as an admin would. */
export function toVault(world: World, id: string, terms: Omit<InputOf<"updateQueue">, "id" | "mode"> = {}) {
  return world.ask("updateQueue", { id, mode: "vault", ...terms });
}

/** Message ids that lie in a queue now, hidden ones included. */
export function idsInQueue(world: World, queueName: string): string[] {
  const queue = world.simulator.world.sqs.regionOf(SHOP, REGION).find(queueName);
  return [...(queue?.store.all() ?? [])].map(({ id }) => id);
}

export interface KeptRow {
  readonly messageId: string;
  readonly deletedAt: string | null;
  readonly deleteError: string | null;
  readonly state: string;
  readonly hasSecondCopy: boolean;
}
/** Every vault item with the state of its message, in the order of the queue. */
export function keptRows(world: Pick<World, "db">): Promise<KeptRow[]> {
  return rows<KeptRow>(
    world.db,
    sql`SELECT v.message_id, v.deleted_at, v.delete_error, f.state, EXISTS (SELECT 1 FROM vault_copy c WHERE c.vault_item_id = v.id AND c.version_id <> '') AS has_second_copy
        FROM vault_item v JOIN failed_message f ON f.id = v.message_row_id ORDER BY f.sequence_number, f.sent_at, v.id`,
  );
}
