import { classify } from "@/lib/core/failures/classify";
import { sha256Of, type WholeMessage } from "@/lib/db/bodies";
import type { Sql } from "@/lib/db/connect";
import { findQueue } from "@/lib/db/queues";
import { originGraphOf } from "../collecting/scan-queue";
import type { Ctx } from "../context";
import { readGroupingRules } from "../grouping/read-rules";
import { inflate } from "./inflate";

/** The error of a kept message as it is in the message itself, unmasked: the copy beside it is masked. */
export async function originalError(
  { db }: Ctx,
  tx: Sql,
  { queueId, messageId }: { readonly queueId: string; readonly messageId: string },
  whole: WholeMessage,
): Promise<string | null> {
  const queue = await findQueue(tx, queueId);
  if (!queue) return null;
  const message = { messageId, body: whole.body, attributes: { ...whole.attributes }, system: { ...whole.system } };
  const { rules } = await readGroupingRules(tx);
  return classify(message, await originGraphOf(db, queue), sha256Of, inflate, rules).errorText ?? null;
}
