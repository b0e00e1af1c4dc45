import { NotFound } from "@/lib/core/errors";
import { modeConsequences } from "@/lib/core/queues/mode-consequences";
import type { QueueMode } from "@/lib/core/queues/queue";
import { isSecondCopyNeeded, refusalsOfVault } from "@/lib/core/queues/vault-mode";
import { findAccount } from "@/lib/db/accounts";
import { findQueue, listSourcesOf, type QueueRow } from "@/lib/db/queues";
import { readSecondCopyCheck } from "@/lib/db/second-copies";
import { onQueue } from "../on";
import { question } from "../operation";
import { vaultFactsOf } from "../vault/vault-facts";

/** What each mode means for this queue, and what stands against switching to it. */
export const getModeConsequences = question(
  "getModeConsequences",
  async (ctx, { id }) => {
    const queue = await findQueue(ctx.db, id);
    const account = queue && (await findAccount(ctx.db, queue.accountId));
    if (!queue || !account) throw new NotFound("queue", id);
    const secondCopy = await readSecondCopyCheck(ctx.db);
    const facts = await vaultFactsOf(ctx.db, queue, account);
    const consequences = modeConsequences({
      name: queue.name,
      isFifo: queue.isFifo,
      retentionSeconds: queue.retentionSeconds,
      hasInspectRole: account.inspectRoleArn !== null,
      needsSecondCopy: isSecondCopyNeeded(facts),
      bucket: secondCopy?.bucket ?? null,
      sourceCount: (await listSourcesOf(ctx.db, queue.arn)).length,
    });
    return {
      mode: queue.mode,
      modes: consequences.map(({ mode, does, leaving }) => ({
        mode,
        does: [...does],
        leaving: [...leaving],
        refusals: refusalsOf(mode, queue, refusalsOfVault(facts)),
      })),
      secondCopy,
    };
  },
  onQueue,
);

function refusalsOf(mode: QueueMode, queue: QueueRow, vault: ReturnType<typeof refusalsOfVault>) {
  if (mode === "off") return [];
  if (mode === "vault") return vault.map((refusal) => ({ ...refusal }));
  return queue.isDeadLetterQueue
    ? []
    : [{ field: "mode", message: "no queue names this one as its dead-letter target: we never receive from it" }];
}
