import { ChangeMessageVisibilityBatchCommand } from "@aws-sdk/client-sqs";
import { DloError } from "@/lib/core/errors";
import { call, type Door } from "../call";
import type { AwsLog } from "../log";

const BATCH = 10;
const AT_ONCE = 16;

/**
 * Hides messages for `seconds` from now (0 gives them back at once), in batches, several at a time. Never throws: the
 * handles for which it failed are returned, and why is in the log. Goes on when the session's signal is aborted, since
 * giving back is what a stop needs.
 */
export async function changeVisibility(
  door: Door,
  log: AwsLog,
  queueUrl: string,
  handles: readonly string[],
  seconds: number,
): Promise<string[]> {
  const unstoppable = { ...door, options: { ...door.options, signal: undefined } };
  const batches: (readonly string[])[] = [];
  for (let start = 0; start < handles.length; start += BATCH) batches.push(handles.slice(start, start + BATCH));
  const failed: string[] = [];
  const work = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift())
      failed.push(...(await changeBatch(unstoppable, log, queueUrl, batch, seconds)));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, batches.length) }, work));
  return failed;
}

async function changeBatch(door: Door, log: AwsLog, queueUrl: string, handles: readonly string[], seconds: number) {
  const command = new ChangeMessageVisibilityBatchCommand({
    QueueUrl: queueUrl,
    Entries: handles.map((handle, index) => ({ Id: `${index}`, ReceiptHandle: handle, VisibilityTimeout: seconds })),
  });
  try {
    const answer = await call(door, { action: "sqs:ChangeMessageVisibility", resource: queueUrl }, () =>
      door.clients.sqsOften.send(command),
    );
    const done = new Set(answer.Successful?.map(({ Id }) => Id));
    const failed = handles.filter((_, index) => !done.has(`${index}`));
    if (failed.length > 0)
      log.warn(
        { queueUrl, failedCount: failed.length, codes: answer.Failed?.map(({ Code }) => Code) },
        "visibility not changed",
      );
    return failed;
  } catch (error) {
    if (!(error instanceof DloError)) throw error;
    log.warn({ queueUrl, failedCount: handles.length, reason: error.message }, "visibility not changed");
    return [...handles];
  }
}
