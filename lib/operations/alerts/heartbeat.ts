import { redactFailure } from "@/lib/core/alerts/delivery/redact-failure";
import { Invalid } from "@/lib/core/errors";
import type { Sql } from "@/lib/db/connect";
import { type Silent, silentWatchers } from "@/lib/db/heartbeat";
import { getSetting, putSetting } from "@/lib/db/settings";
import type { WorkerCtx } from "../worker-context";
import { alertSettingsOf } from "./settings";

const KEY = "heartbeat";

/** When the heartbeat went out last, and what was wrong since. Null: never. */
export interface Heartbeat {
  readonly sentAt: string | null;
  readonly failedAt: string | null;
  readonly failure: string | null;
}

/** How the heartbeat goes, for whoever reads the settings. */
export async function heartbeatOf(db: Sql): Promise<Heartbeat> {
  return (await getSetting<Heartbeat>(db, KEY)) ?? { sentAt: null, failedAt: null, failure: null };
}

/**
 * Asks the heartbeat address, so that whoever watches it from outside hears from us each minute; when nothing comes any more, it
 * is theirs to tell somebody. Says nothing, on purpose, while our own judging or polling is silent. May ask twice in a minute.
 */
export async function sendHeartbeat(ctx: WorkerCtx): Promise<void> {
  const { heartbeatUrl } = await alertSettingsOf(ctx.db);
  if (heartbeatUrl === null) return;
  const silent = await silentWatchers(ctx.db);
  const failure = silent.length > 0 ? silenceInWords(silent) : await failureOf(ctx, heartbeatUrl);
  const before = await heartbeatOf(ctx.db);
  const at = ctx.now().toISOString();
  const after = failure === null ? { sentAt: at, failedAt: null, failure: null } : { ...before, failedAt: at, failure };
  await putSetting(ctx.db, KEY, after);
  if (failure !== null) ctx.log.warn({ failure }, "no heartbeat went out");
}

/** A GET, as dead man's switches take it; any 2xx will do. */
async function failureOf(ctx: WorkerCtx, url: string): Promise<string | null> {
  try {
    const headers = { "user-agent": "dead-letter-office" };
    const { ok, status } = await ctx.outsideFetch(url, { headers, signal: ctx.signal });
    return ok ? null : `The heartbeat address answered ${status}.`;
  } catch (error) {
    if (error instanceof Invalid) return error.message;
    const code = error instanceof Error && "code" in error ? String(error.code) : "no answer";
    return redactFailure(`The heartbeat address was not reached: ${code}.`, [url]);
  }
}

function silenceInWords(silent: readonly Silent[]): string {
  const [first, ...others] = silent.map(({ poller, accountName }) =>
    accountName ? `${poller} of ${accountName}` : poller,
  );
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return `Held back, because our own watching is silent: ${first}${more}.`;
}
