import { member, parseJson, textMember } from "@/lib/core/messages/json";
import { openBodies } from "@/lib/db/bodies";
import type { Sql } from "@/lib/db/connect";
import type { Ctx } from "../../context";
import type { Selected } from "../selected";

/** A plan is made while somebody waits: of more than these, the run looks at each record when it has it in hand. */
const MOST_OPENED = 1_000;
const AT_ONCE = 50;

/** What the record of an invocation says of it. */
export interface InvocationRecord {
  /** With the version or alias that failed. */
  readonly functionArn: string | null;
  readonly condition: string | null;
}

/** What the kept bodies of destination records say, by message; nothing of those that were not kept whole. */
export async function readInvocationRecords(
  ctx: Ctx,
  db: Sql,
  messages: readonly Selected[],
): Promise<Map<string, InvocationRecord>> {
  const records = new Map<string, InvocationRecord>();
  const kept = messages.filter(({ bodyId, isTombstone }) => bodyId !== null && !isTombstone).slice(0, MOST_OPENED);
  for (let start = 0; start < kept.length; start += AT_ONCE) {
    const some = kept.slice(start, start + AT_ONCE);
    const bodies = await openBodies(
      db,
      ctx.keyring,
      some.flatMap(({ bodyId }) => bodyId ?? []),
    );
    for (const { messageRowId, bodyId } of some) {
      const context = member(parseJson(bodies.get(bodyId ?? "")?.body ?? ""), "requestContext");
      records.set(messageRowId, {
        functionArn: textMember(context, "functionArn") ?? null,
        condition: textMember(context, "condition") ?? null,
      });
    }
  }
  return records;
}
