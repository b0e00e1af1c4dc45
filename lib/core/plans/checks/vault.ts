import { block, blockUnless, type CheckFacts, type Finding, pass, type Rules, unproven, warn } from "../check";

/** What must be safe before something is deleted for good. */
export const VAULT_RULES: Rules = {
  "second-copy": secondCopy,
  "purge-allowed": (f) =>
    f.action === "purge"
      ? unproven(
          "Whether the worker may purge at all is in its own configuration (DLO_ALLOW_PURGE). It looks before it touches anything.",
        )
      : undefined,
  "purge-loses": (f) =>
    f.action === "purge"
      ? warn(
          "What arrives while the run copies, is in flight, or lies behind the head of a FIFO group is deleted without a copy.",
          "Discard instead where every message has to be kept.",
        )
      : undefined,
  "purge-live": (f) =>
    f.action === "purge" && !f.queue.isDeadLetterQueue
      ? block(`${f.queue.name} is no dead-letter queue: what is in it belongs to its consumer.`)
      : undefined,
};

function secondCopy({ action, secondCopy: { isNeeded, state } }: CheckFacts): Finding | undefined {
  if ((action !== "discard" && action !== "purge") || !isNeeded) return undefined;
  if (state.kind === "ok")
    return pass(`A second copy goes to the bucket ${state.bucket}, verified before each delete.`);
  const why =
    state.kind === "none"
      ? "no worker has a bucket for second copies"
      : `the bucket ${state.bucket} cannot be relied on: ${state.reason}`;
  return blockUnless(
    `A delete here needs a second, verified copy, and ${why}.`,
    "Give the workers a versioned bucket (DLO_SECOND_COPY_BUCKET), or say why one copy is enough.",
  );
}
