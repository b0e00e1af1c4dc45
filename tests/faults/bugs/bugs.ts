import type { Guard } from "../../security/long/guards/guard";

const PROCESS_BATCH = "lib/operations/runs/drivers/draining/process-batch.ts";
const SEND_CONTENT = "lib/operations/runs/drivers/send-content.ts";
const STANDARD = "tests/faults/model/standard.test.ts";
const FIFO = "tests/faults/model/fifo.test.ts";
/** Single faults, one after the other: for what few random schedules may miss. */
const SINGLE = "tests/integration/runs/faults.test.ts";
const LOST_LEASE = "tests/faults/lost-lease.test.ts";

/** Ten mistakes that engines of this kind make. Each is put into a copy of the tree, and a case must notice. */
export const BUGS: readonly Guard[] = [
  {
    name: "delete before send",
    file: PROCESS_BATCH,
    find: "  const committedMs = performance.now();\n",
    replace:
      "  await work.aws.sqs.delete(work.queue.url, mine.map(({ grip }) => grip.receiptHandle));\n  const committedMs = performance.now();\n",
    tests: [STANDARD],
  },
  {
    name: "ignore Failed",
    file: "lib/aws/sqs/send.ts",
    find: `  if (!failed) return { kind: "unknown"`,
    replace: `  if (failed) return { kind: "sent", messageId: "failed" };\n  if (!failed) return { kind: "unknown"`,
    tests: [STANDARD, SINGLE],
  },
  {
    name: "no fencing",
    file: "lib/db/leases.ts",
    find: "  if (!(await isHeld(tx, lease)))",
    replace: "  if (false)",
    tests: [LOST_LEASE],
  },
  {
    name: "SDK retries on",
    file: "lib/aws/clients.ts",
    find: "this.#config(1, 15_000)",
    replace: "this.#config(3, 15_000)",
    tests: [STANDARD, SINGLE],
  },
  {
    name: "attributes lost",
    file: SEND_CONTENT,
    find: "    attributes: content.attributes,\n",
    replace: "    attributes: {},\n",
    tests: [STANDARD],
  },
  {
    name: "dedup id reused",
    file: SEND_CONTENT,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of the source
    find: "`${queueArn}|${messageId}|${runId}`",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of the source
    replace: "`${queueArn}|${runId}`",
    tests: [FIFO],
  },
  {
    name: "count from memory",
    file: "lib/operations/runs/run-view.ts",
    find: "  const counters = countersFrom(await countItems(db, [id]));\n",
    replace:
      "  const memory = ((globalThis as { counted?: Map<string, RunCounters> }).counted ??= new Map());\n  const counters = memory.get(id) ?? countersFrom(await countItems(db, [id]));\n  memory.set(id, counters);\n",
    tests: [STANDARD],
  },
  {
    name: "adopt a stranger's move task",
    file: "lib/operations/runs/drivers/own-task.ts",
    find: "      destinationArn === wish.destinationArn &&\n      ratePerSecond === wish.ratePerSecond &&\n",
    replace: "",
    tests: [LOST_LEASE],
  },
  {
    name: "resend in hold",
    file: PROCESS_BATCH,
    find: `drain.work.plan.detail.duplicates === "resend"`,
    replace: "drain.work.plan.detail.duplicates !== undefined",
    tests: [STANDARD, SINGLE],
  },
  {
    name: "skip the intent",
    file: "lib/operations/runs/drivers/draining/journal.ts",
    find: "const taken = await claimForSending(tx, lease, claims);",
    replace: "const taken = new Set(claims.map(({ itemId }) => itemId));",
    tests: [STANDARD],
  },
];
