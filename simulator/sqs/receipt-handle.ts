const PREFIX = "AQEB";

export interface Receipt {
  readonly messageId: string;
  /** Which receive of this message in this queue. */
  readonly number: number;
}

/** Opaque to callers; `queueTag` ties it to one queue, so that no other queue accepts it. */
export function writeReceiptHandle(queueTag: string, { messageId, number }: Receipt): string {
  return PREFIX + Buffer.from(`${queueTag} ${messageId} ${number}`).toString("base64");
}

/** Undefined for anything that this queue did not hand out. */
export function readReceiptHandle(queueTag: string, handle: string): Receipt | undefined {
  if (!handle.startsWith(PREFIX)) return undefined;
  const [tag, messageId, number] = Buffer.from(handle.slice(PREFIX.length), "base64").toString("utf8").split(" ");
  if (tag !== queueTag || !messageId || !number || !/^\d+$/.test(number)) return undefined;
  return { messageId, number: Number(number) };
}
