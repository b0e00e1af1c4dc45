import type { AlertMessage } from "@/lib/core/alerts/notification";
import { NotFound } from "@/lib/core/errors";
import type { Sql } from "@/lib/db/connect";
import type { Ctx } from "../context";

/**
 * All that a channel is told about an alert, read as it stands in this transaction. Whole, whoever asks: channels are told
 * everything, in words in which everything that is masked is masked. Throws NotFound where there is no such alert.
 */
export async function alertMessageOf(
  _ctx: Pick<Ctx, "now" | "settings">,
  _db: Sql,
  alertId: string,
  _kind: AlertMessage["kind"],
): Promise<AlertMessage> {
  throw new NotFound("alert", alertId);
}
