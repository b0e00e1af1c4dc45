import { Hono, type MiddlewareHandler } from "hono";
import { contract, type OperationId } from "@/lib/contract";
import { auditExport } from "@/lib/contract/audit";
import { channelAnswer } from "@/lib/contract/channel-answers";
import { costExport } from "@/lib/contract/costs";
import { eventStream } from "@/lib/contract/events";
import { NotFound, RateLimited, Unauthenticated } from "@/lib/core/errors";
import { takeChannelAnswer } from "@/lib/operations/alerts/take-channel-answer";
import type { Ctx } from "@/lib/operations/context";
import { exportCosts } from "@/lib/operations/costs/export-costs";
import { exportAudit } from "@/lib/operations/system/export-audit";
import { behindFence, web as theWeb, type Web } from "./context";
import { downloadOfLines } from "./download-of-lines";
import { admitToEvents, openEventStream } from "./event-stream";
import { idempotencyKeyOf, inputFromQuery } from "./input";
import { readBytes, readJsonBody, refuseUnstorable } from "./json-body";
import { locationOf } from "./location";
import { isUnexpected, problemFrom, Refused } from "./problem";
import { refuseOtherSites } from "./same-origin";

export const API_PREFIX = "/api/v1";

/** The table of operations, as the door uses it. */
export type Operations = Readonly<Record<OperationId, (ctx: Ctx, input: unknown) => Promise<unknown>>>;
export interface ServeOptions {
  readonly web?: () => Web;
  /** Tests check each answer against the contract; in production it goes out as the operation made it. */
  readonly checksOutput?: boolean;
}
type Env = { Variables: { ctx: Ctx; route: string } };

/**
 * The whole REST door: a Request in, a Response out. It knows routes, limits, media types and who asks; rights, input
 * and audit are the operations' own. Whatever is thrown comes out as problem+json.
 */
export function serve(operations: Operations, options: ServeOptions = {}): (request: Request) => Promise<Response> {
  let hono: Hono<Env> | undefined;
  return async (request) => {
    hono ??= build(operations, (options.web ?? theWeb)(), options.checksOutput ?? false);
    return hono.fetch(request);
  };
}

function build(operations: Operations, web: Web, checksOutput: boolean): Hono<Env> {
  const hono = new Hono<Env>({ strict: true });
  hono.use(observe(web), identify(web));
  for (const id of Object.keys(contract) as OperationId[]) addOperation(hono, id, operations[id], checksOutput);
  hono.get(API_PREFIX + eventStream.path, named(eventStream.path), (c) => {
    admitToEvents(web.hub, c.get("ctx").actor);
    const { headers } = c.req.raw;
    return openEventStream({ hub: web.hub, actor: c.get("ctx").actor, actorNow: () => web.actorOf(headers, true) });
  });
  hono.get(API_PREFIX + auditExport.path, named(auditExport.path), async (c) => {
    const ctx = c.get("ctx");
    const parts = await exportAudit(ctx, inputFromQuery(new URL(c.req.url).searchParams));
    return downloadOfLines(parts, `audit-${ctx.now().toISOString().slice(0, 10)}.jsonl`, ctx);
  });
  hono.get(API_PREFIX + costExport.path, named(costExport.path), async (c) => {
    const ctx = c.get("ctx");
    const input = inputFromQuery(new URL(c.req.url).searchParams);
    const month = typeof input.month === "string" ? input.month : ctx.now().toISOString().slice(0, 7);
    return downloadOfLines(await exportCosts(ctx, input), `costs-${month}.csv`, ctx, "text/csv");
  });
  hono.post(API_PREFIX + honoPath(channelAnswer.path), named(channelAnswer.path), async (c) => {
    const signature = c.req.header(channelAnswer.signatureHeader) ?? null;
    const body = await readBytes(c.req.raw, channelAnswer.maxBytes);
    const ctx = { ...web.nobody(c.req.raw.headers), requestId: c.get("ctx").requestId };
    await takeChannelAnswer(ctx, { channelId: c.req.param("channelId") ?? "", body, signature });
    return c.json({}, 202);
  });
  for (const [path, methods] of methodsByPath())
    hono.all(API_PREFIX + honoPath(path), named(path), () => {
      throw new Refused(405, "invalid-input", `This address knows ${methods.join(", ")}.`, methods.join(", "));
    });
  hono.notFound((c) => problemFrom(new NotFound("such address in this API"), c.get("ctx").requestId));
  hono.onError((error, c) => {
    const { log, requestId } = c.get("ctx");
    if (isUnexpected(error)) log.error({ err: error, requestId, route: c.get("route") }, "a request failed");
    return problemFrom(error, requestId);
  });
  return hono;
}

/** Round everything: an id for the request, the headers of every answer, the log line and the figures. */
function observe(web: Web): MiddlewareHandler<Env> {
  return async (c, next) => {
    const startedAt = performance.now();
    c.set("ctx", web.nobody(c.req.raw.headers));
    c.set("route", "none");
    await next();
    const { requestId, actor } = c.get("ctx");
    c.res.headers.set("x-request-id", requestId);
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
    c.res.headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    const tookMs = performance.now() - startedAt;
    const told = { method: c.req.method, route: c.get("route"), status: c.res.status };
    web.metrics.requestEnded(told, tookMs / 1000);
    web.log.info({ ...told, requestId, actor: actor.id, tookMs: Math.round(tookMs) }, "request");
  };
}

/** Finds out who asks, then refuses other sites' changes and too many requests. */
function identify(web: Web): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { headers, method } = c.req.raw;
    const isRead = method === "GET" || method === "HEAD";
    if (!isRead) refuseOtherSites(headers, web.origins);
    const asked = behindFence(c.get("ctx"), await web.actorOf(headers));
    const ctx = { ...asked, idempotencyKey: idempotencyKeyOf(headers) };
    c.set("ctx", ctx);
    const key = ctx.actor.kind === "anonymous" ? `ip:${ctx.ip}` : ctx.actor.id;
    const waitSeconds = (isRead ? web.limits.reads : web.limits.writes).take(key, Date.now());
    if (waitSeconds > 0)
      throw new RateLimited(`Too many requests in a minute. Try again in ${waitSeconds} s.`, waitSeconds);
    await next();
  };
}

function addOperation(hono: Hono<Env>, id: OperationId, run: Operations[OperationId], checksOutput: boolean): void {
  const { method, path, status, capability, output } = contract[id];
  hono.on(method, API_PREFIX + honoPath(path), named(path), onlyFor(capability), async (c) => {
    const fromPath = c.req.param() as Record<string, string>;
    for (const value of Object.values(fromPath)) refuseUnstorable(value);
    const rest = method === "GET" ? inputFromQuery(new URL(c.req.url).searchParams) : await readJsonBody(c.req.raw);
    const answer = await run(c.get("ctx"), { ...rest, ...fromPath }).catch(throwError);
    if (checksOutput) output.parse(answer);
    const location = locationOf(API_PREFIX, id, answer);
    return c.json(answer ?? {}, status, location ? { location } : {});
  });
}

/** Hono hears of errors only: whatever else was thrown becomes one. */
function throwError(thrown: unknown): never {
  throw thrown instanceof Error ? thrown : new Error("Something that is no error was thrown", { cause: thrown });
}

/** Nobody's body is read. What somebody signed in may do, the operation itself decides. */
function onlyFor(capability: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (capability !== "public" && c.get("ctx").actor.kind === "anonymous") throw new Unauthenticated();
    await next();
  };
}

function named(route: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.set("route", route);
    await next();
  };
}

function honoPath(template: string): string {
  return template.replace(/\{(\w+)\}/g, ":$1");
}

function methodsByPath(): Map<string, string[]> {
  const beside = [eventStream, auditExport, costExport, channelAnswer];
  const methods = new Map<string, string[]>(beside.map(({ path, method }) => [path, [method]]));
  for (const { path, method } of Object.values(contract)) methods.set(path, [...(methods.get(path) ?? []), method]);
  return methods;
}
