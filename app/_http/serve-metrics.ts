import { RateLimited, Unauthenticated } from "@/lib/core/errors";
import { readMetricFigures } from "@/lib/operations/system/read-metric-figures";
import type { Web } from "./context";
import { figuresText } from "./figures-text";
import { isUnexpected, problemFrom } from "./problem";

/**
 * A scrape. Anybody gets the figures of this process, in which there is no name; whoever sends a token gets those by queue and
 * class that the token may see. A token that is not good any more is refused, so that a scrape without figures is never quiet.
 */
export async function serveMetrics(web: Web, request: Request): Promise<Response> {
  const ctx = web.nobody(request.headers);
  try {
    const text = `${await web.metrics.text()}${await figuresText(await figuresFor(web, request))}`;
    return new Response(text, { headers: { "content-type": web.metrics.contentType, "cache-control": "no-store" } });
  } catch (error) {
    if (isUnexpected(error)) web.log.error({ err: error, requestId: ctx.requestId }, "a scrape failed");
    return problemFrom(error, ctx.requestId);
  }
}

async function figuresFor(web: Web, request: Request) {
  const ctx = await web.contextFor(request);
  const isNobody = ctx.actor.kind === "anonymous";
  if (isNobody && request.headers.has("authorization")) throw new Unauthenticated();
  if (isNobody) return null;
  const waitSeconds = web.limits.reads.take(ctx.actor.id, Date.now());
  if (waitSeconds > 0)
    throw new RateLimited(`Too many requests in a minute. Try again in ${waitSeconds} s.`, waitSeconds);
  return readMetricFigures(ctx);
}
