import type { Silence } from "@/lib/contract/alerts";
import type { Scope } from "@/lib/core/access/scope";
import { silenceAbout, silenceState } from "@/lib/core/alerts/silence-words";
import { Invalid, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import type { Sql, Tx } from "@/lib/db/connect";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import {
  endSilenceNow,
  getSilence,
  insertSilence,
  listSilences as readSilences,
  type SilenceView,
} from "@/lib/db/silences";
import type { Ctx } from "../context";
import { onSilence } from "../on";
import { command, question } from "../operation";
import { bindSilence } from "./bound-silence";

const MOST_DAYS = 90;
const DAY_MS = 86_400_000;

export const listSilences = question("listSilences", async (ctx, filter) => {
  const page = await readSilences(ctx.db, ctx.actor.scope, filter);
  return { ...page, items: page.items.map((row) => show(row, ctx.now())) };
});

/** Tells nobody of what matches from then on; the judgement hears of it at once. */
export const createSilence = command("createSilence", async (ctx, tx, { kind, about, reason, from, until }) => {
  const at = ctx.now();
  const span = spanOf(at, from, until);
  const bound = await bindSilence(ctx, tx, about);
  const id = ctx.newId("silence");
  await insertSilence(tx, { id, kind, ...bound, reason, ...span, at, createdBy: ctx.actor.name });
  await note(ctx, tx, "silence.created", id, bound.accountId, { kind, about: bound.about, reason, ...span });
  return read(tx, ctx.actor.scope, id, at);
});

/** Idempotent: what is over stays as it ended. Only who might have made it may end it. */
export const endSilence = command(
  "endSilence",
  async (ctx, tx, { id }) => {
    const at = ctx.now();
    const silence = await getSilence(tx, ctx.actor.scope, id);
    if (!silence) throw new NotFound("silence", id);
    if (ctx.actor.scope.kind !== "all") await bindSilence(ctx, tx, silence.about);
    if (await endSilenceNow(tx, id, at, ctx.actor.name))
      await note(ctx, tx, "silence.ended", id, silence.accountId, { reason: silence.reason });
    return read(tx, ctx.actor.scope, id, at);
  },
  onSilence,
);

async function note(
  ctx: Ctx,
  tx: Tx,
  action: "silence.created" | "silence.ended",
  id: string,
  accountId: string | null,
  detail: Record<string, unknown>,
): Promise<void> {
  await appendAudit(tx, ctx, { action, objectKind: "silence", objectId: id, accountId, detail });
  await notifyIntent(tx, { topic: "alerts", id, accountId });
  await notifyChange(tx, { topic: "alert", id: "", accountId });
}

function spanOf(at: Date, from: string | undefined, until: string): { readonly from: Date; readonly until: Date } {
  const span = { from: from === undefined ? at : new Date(from), until: new Date(until) };
  const wrong = (message: string) => new Invalid(`until: ${message}`, [{ field: "until", message }]);
  if (span.until <= span.from) throw wrong("must come after its beginning");
  if (span.until <= at) throw wrong("must lie in the future");
  if (span.until.getTime() - span.from.getTime() > MOST_DAYS * DAY_MS)
    throw wrong(`must come at most ${MOST_DAYS} days after its beginning; silence it again then, if it still matters`);
  return span;
}

async function read(db: Sql, scope: Scope, id: string, at: Date): Promise<Silence> {
  const silence = await getSilence(db, scope, id);
  if (!silence) throw new NotFound("silence", id);
  return show(silence, at);
}

function show(row: SilenceView, at: Date): Silence {
  const { id, kind, about, accountId, reason, from, until, createdAt, createdBy, endedBy, heldBackCount } = row;
  const times = { from: new Date(from), until: new Date(until), endedAt: row.endedAt ? new Date(row.endedAt) : null };
  const names = { account: row.accountName, pipeline: row.pipelineName, failureClass: row.classTitle };
  return {
    id,
    kind,
    about: about as Silence["about"],
    aboutWords: silenceAbout({ about }, names),
    accountId,
    reason,
    from,
    until,
    state: silenceState(times, at),
    createdAt,
    createdBy,
    endedBy,
    heldBackCount,
  };
}
