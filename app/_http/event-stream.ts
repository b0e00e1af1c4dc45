import { type ChangeEvent, eventStream } from "@/lib/contract/events";
import { CAPABILITIES } from "@/lib/core/access/capabilities";
import { inScope, type Scope, touches } from "@/lib/core/access/scope";
import { type Actor, may, scopeOf } from "@/lib/core/actor";
import { Forbidden, RateLimited, Unauthenticated } from "@/lib/core/errors";
import type { EventHub } from "./event-hub";
import { createOutbox } from "./outbox";

const HEARTBEAT_MS = 15_000;
const CHECK_MS = 60_000;
const RETRY_MS = 2000;

export interface StreamSettings {
  readonly hub: EventHub;
  readonly actor: Actor;
  /** Who holds the session now: asked every minute, so that a stream ends with the rights it began with. */
  readonly actorNow: () => Promise<Actor>;
  readonly heartbeatMs?: number;
  readonly checkMs?: number;
}

/** Browsers allow six to one host; more than this is a client that forgets to close. */
const MOST_PER_ACTOR = 30;

/** Refuses who may not hear of changes, or who hears of them in too many places already. */
export function admitToEvents(hub: EventHub, actor: Actor): void {
  if (actor.kind === "anonymous") throw new Unauthenticated();
  if (!may(actor, eventStream.capability))
    throw new Forbidden("forbidden", `You may not ${CAPABILITIES[eventStream.capability]}.`);
  if (hub.countOf(actor.id) >= MOST_PER_ACTOR)
    throw new RateLimited("You have too many event streams open. Close one first.", 60);
}

/** A stream of changes in the actor's scope. Ends, with an `end` event, when the session does or the process stops. */
export function openEventStream({ hub, actor, actorNow, heartbeatMs, checkMs }: StreamSettings): Response {
  let scope = scopeOf(actor, eventStream.capability);
  const end = () => outbox.end(message("end", {}));
  const outbox = createOutbox(message("resync", {}), () => {
    for (const timer of [beat, check]) clearInterval(timer);
    leave();
  });
  const leave = hub.subscribe({
    actorId: actor.id,
    onChange: (event) => {
      const told = visibleTo(scope, event);
      if (told) outbox.say(`${told.topic}:${told.id}`, message("change", told));
    },
    onGap: () => outbox.say("resync", message("resync", {})),
    onClose: end,
  });
  const beat = setInterval(() => outbox.say("beat", ": still here\n\n"), heartbeatMs ?? HEARTBEAT_MS);
  const check = setInterval(async () => {
    // While the database is away nobody can be asked; the next check decides.
    const now = await actorNow().catch(() => undefined);
    if (!now) return;
    scope = scopeOf(now, eventStream.capability);
    if (!may(now, eventStream.capability)) end();
  }, checkMs ?? CHECK_MS);
  outbox.say("hello", `retry: ${RETRY_MS}\n\n`);
  return new Response(outbox.stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // no-transform keeps proxies and Next from compressing, which would hold events back.
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

/** These lie in no account, and belong to who sees some: which one changed is only for who sees all. */
const ACROSS_ACCOUNTS: readonly ChangeEvent["topic"][] = ["alert", "channel", "review"];

/** Who sees single resources of an account, or a part of what lies across accounts, hears that something changed, not what. */
function visibleTo(scope: Scope, event: ChangeEvent): ChangeEvent | undefined {
  if (event.accountId === null && ACROSS_ACCOUNTS.includes(event.topic) && scope.kind !== "all")
    return { ...event, id: "" };
  if (event.accountId === null || inScope(scope, event.accountId)) return event;
  return touches(scope, event.accountId) ? { ...event, id: "" } : undefined;
}

function message(event: "change" | "resync" | "end", content: ChangeEvent | Record<string, never>): string {
  return `event: ${event}\ndata: ${JSON.stringify(content)}\n\n`;
}
