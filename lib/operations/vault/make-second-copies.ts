import type { StoredCopy } from "@/lib/aws/second-copies";
import { sealedCopies } from "@/lib/db/copy-envelope";
import { insertSecondCopies, intendSecondCopies } from "@/lib/db/second-copies";
import { DrainStop } from "./drain-stop";
import type { Draining } from "./draining";

/**
 * Puts the sealed copies of vault items into the second bucket, reads each back, and notes it. What was proved is noted
 * also when another fails; a copy that was put and not noted is put again, as another version. Throws unless all are there.
 */
export async function makeSecondCopies(
  work: Pick<Draining, "ctx" | "queue" | "account">,
  vaultItemIds: readonly string[],
): Promise<void> {
  if (vaultItemIds.length === 0) return;
  const { ctx, queue, account } = work;
  const copies = ctx.aws.secondCopies;
  if (!copies) throw new DrainStop("This worker has no bucket for second copies.");
  const envelopes = await sealedCopies(ctx.db, vaultItemIds);
  const nameOf = (id: string) => `${account.awsAccountId}/${queue.region}/${queue.name}/${id}.json`;
  const { bucket } = copies;
  const intended = vaultItemIds.map((id) => ({ vaultItemId: id, bucket, key: copies.keyOf(nameOf(id)) }));
  await intendSecondCopies(ctx.db, account.id, intended);
  const results = await Promise.allSettled(
    vaultItemIds.map(async (vaultItemId) => {
      const text = envelopes.get(vaultItemId);
      if (text === undefined) throw new Error(`vault item ${vaultItemId} has no sealed body`);
      const stored: StoredCopy = await copies.put(account.id, nameOf(vaultItemId), Buffer.from(text));
      return { vaultItemId, ...stored };
    }),
  );
  await insertSecondCopies(
    ctx.db,
    account.id,
    results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])),
  );
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}
