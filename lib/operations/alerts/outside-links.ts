import { may, scopeOf } from "@/lib/core/actor";
import { consoleLinks } from "@/lib/core/alerts/links/console-links";
import { linksFrom } from "@/lib/core/alerts/links/links";
import { tracesIn } from "@/lib/core/alerts/links/message-traces";
import { nameOfArn, parseArn } from "@/lib/core/arn";
import { NotFound } from "@/lib/core/errors";
import { readStanding } from "@/lib/db/alert-story";
import { openBody } from "@/lib/db/bodies";
import { getBodyPlace, getMessage, type MessageView } from "@/lib/db/messages";
import { getProjection } from "@/lib/db/projections";
import type { Ctx } from "../context";
import { onMessage } from "../on";
import { question } from "../operation";
import { alertSettingsOf } from "./settings";

/** A failure is looked for from a while before the message was sent until a while after it was seen last. */
const AROUND_MS = 10 * 60_000;

/**
 * Links for one message; ids come from its masked fields and its trace header alone, so no body is read for it. A correlation id is
 * what a sender wrote: only who may read bodies gets a link with it. A trace id is of AWS's making.
 */
export const getOutsideLinks = question(
  "getOutsideLinks",
  async (ctx, { id }) => {
    const message = await getMessage(ctx.db, ctx.actor.scope, id);
    if (!message) throw new NotFound("message", id);
    const standing = await readStanding(ctx.db, ctx.actor.scope, message.classId);
    const { links } = await alertSettingsOf(ctx.db);
    const { correlationId, ...traces } = await tracesOf(ctx, id);
    const mayRead = await mayReadBody(ctx, id);
    const arn = parseArn(standing?.anchorArn ?? "");
    const { from, until } = spanOf(message);
    const values = {
      ...traces,
      ...(mayRead && { correlationId }),
      messageId: message.messageId,
      queue: message.queueName,
      account: arn?.awsAccountId,
      region: message.region,
      class: message.classId,
      from: String(from.getTime()),
      until: String(until.getTime()),
    };
    const own = linksFrom(links, values, mayRead ? {} : { correlationId: "Your role may not read message bodies." });
    const logGroup = arn?.service === "lambda" ? `/aws/lambda/${functionName(arn.resource)}` : undefined;
    const { region, messageId } = message;
    const builtIn = consoleLinks({ region, messageId, xrayTraceId: traces.xrayTraceId, logGroup, from, until });
    return { items: [...own.items, ...builtIn.items], leftOut: [...own.leftOut, ...builtIn.leftOut] };
  },
  onMessage,
);

async function mayReadBody({ actor, db }: Ctx, id: string): Promise<boolean> {
  return may(actor, "bodies.read") && (await getMessage(db, scopeOf(actor, "bodies.read"), id)) !== undefined;
}

async function tracesOf(ctx: Ctx, id: string) {
  const place = await getBodyPlace(ctx.db, ctx.actor.scope, id);
  const kept = await getProjection(ctx.db, id);
  const whole = place?.bodyId ? await openBody(ctx.db, ctx.keyring, place.bodyId) : undefined;
  const traceHeader = whole?.system.AWSTraceHeader;
  return tracesIn({ traceHeader, attributes: kept?.attributes ?? {}, body: kept?.body ?? null });
}

function spanOf({ sentAt, firstSeenAt, lastSeenAt }: MessageView): { readonly from: Date; readonly until: Date } {
  return {
    from: new Date(new Date(sentAt ?? firstSeenAt).getTime() - AROUND_MS),
    until: new Date(new Date(lastSeenAt).getTime() + AROUND_MS),
  };
}

/** Without a version or alias: the log group is the function's. */
function functionName(resource: string): string {
  return resource.split(":")[1] ?? nameOfArn(resource);
}
