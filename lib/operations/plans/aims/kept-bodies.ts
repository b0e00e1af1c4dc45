import { isOfAws } from "@/lib/core/events/event-letter";
import { parseJson, textMember } from "@/lib/core/messages/json";
import { openBodies, type WholeMessage } from "@/lib/db/bodies";
import type { Sql } from "@/lib/db/connect";
import type { Ctx } from "../../context";
import type { Selected } from "../selected";

const AT_A_TIME = 100;

/** Shows each message with what is kept of it, a few hundred at a time; undefined where nothing is, or cannot be opened. */
export async function eachKept(
  { keyring }: Ctx,
  db: Sql,
  chosen: readonly Selected[],
  see: (message: Selected, whole: WholeMessage | undefined) => void,
): Promise<void> {
  for (let start = 0; start < chosen.length; start += AT_A_TIME) {
    const some = chosen.slice(start, start + AT_A_TIME);
    const bodies = await openBodies(
      db,
      keyring,
      some.flatMap(({ bodyId }) => bodyId ?? []),
    );
    for (const message of some) see(message, bodies.get(message.bodyId ?? ""));
  }
}

/** How many of these are events of AWS services, as far as they are kept. */
export async function countEventsOfAws(ctx: Ctx, db: Sql, chosen: readonly Selected[]): Promise<number> {
  let count = 0;
  await eachKept(ctx, db, chosen, (_, whole) => {
    if (whole && isOfAws(textMember(parseJson(whole.body), "source") ?? "")) count += 1;
  });
  return count;
}
