import { appendAudit } from "@/lib/db/audit";
import type { Keyring } from "@/lib/db/keyring";
import type { Ctx } from "./context";

export interface Denial {
  readonly operation: string;
  /** The right that was missing; null when the state forbade it, not the role. */
  readonly capability: string | null;
  /** What was asked for. `operation` and the operation's own name where the object was never looked at. */
  readonly objectKind: string;
  readonly objectId: string | null;
  /** The account of the object. Give it wherever it is known: only readers of that account then see the entry. */
  readonly accountId?: string | null;
  /** An id that the caller named and nobody looked up. */
  readonly asked?: string | null;
  /** One of our own words, such as `capability`, `out-of-scope`, `approval-state`. */
  readonly why: string;
}

const WINDOW_MS = 60_000;
/** Who tries out one id after another gets this many entries of his own a minute; the others are summed up, with their ids. */
const MOST_ENTRIES = 30;
const MOST_NAMED = 100;

interface Window {
  readonly endsAt: number;
  readonly written: Set<string>;
  readonly unwritten: Map<string, string | null>;
  repeats: number;
  last: { readonly ctx: Ctx; readonly denial: Denial };
  readonly timer: NodeJS.Timeout;
}
/** By keyring, of which a process has one: the connection may be another for each request. */
const windowsOf = new WeakMap<Keyring, Map<string, Window>>();

/**
 * Writes that somebody was refused, on a connection of its own: it stays written though the action is rolled back. The
 * first refusal of an actor, operation and object is there when this returns. The same again within a minute is counted,
 * and one entry with the count follows when the minute ends; a crash loses that count and nothing else.
 */
export async function noteDenial(ctx: Ctx, denial: Denial): Promise<void> {
  const { window, key } = await windowFor(ctx, denial);
  if (!window.written.has(key) && window.written.size < MOST_ENTRIES) {
    window.written.add(key);
    try {
      await append(ctx, denial, {});
    } catch (failure) {
      window.written.delete(key);
      throw failure;
    }
    return;
  }
  window.repeats += 1;
  window.last = { ctx, denial };
  if (!window.written.has(key) && window.unwritten.size < MOST_NAMED)
    window.unwritten.set(key, denial.objectId ?? denial.asked ?? null);
}

/** Writes the counts that are waiting for the end of their minute: for a process that ends. */
export async function flushDenials({ keyring }: Pick<Ctx, "keyring">): Promise<void> {
  for (const [place, window] of windowsOf.get(keyring) ?? []) await settle(keyring, place, window);
}

async function windowFor(ctx: Ctx, denial: Denial): Promise<{ window: Window; key: string }> {
  const who = ctx.actor.kind === "anonymous" ? `anonymous@${ctx.ip}` : ctx.actor.id;
  const place = JSON.stringify([who, denial.operation]);
  const key = JSON.stringify([denial.why, denial.capability, denial.objectKind, denial.objectId, denial.asked ?? null]);
  const windows = windowsOf.get(ctx.keyring) ?? new Map<string, Window>();
  windowsOf.set(ctx.keyring, windows);
  const open = windows.get(place);
  if (open && ctx.now().getTime() < open.endsAt) return { window: open, key };
  if (open) await settle(ctx.keyring, place, open);
  const window = openWindow(ctx, denial, place);
  windows.set(place, window);
  return { window, key };
}

function openWindow(ctx: Ctx, denial: Denial, place: string): Window {
  const window: Window = {
    endsAt: ctx.now().getTime() + WINDOW_MS,
    written: new Set(),
    unwritten: new Map(),
    repeats: 0,
    last: { ctx, denial },
    timer: setTimeout(() => void settle(ctx.keyring, place, window), WINDOW_MS).unref(),
  };
  return window;
}

/** Throws nothing: nobody waits for it, and that the action was refused is written already. */
async function settle(keyring: Keyring, place: string, window: Window): Promise<void> {
  const windows = windowsOf.get(keyring);
  if (windows?.get(place) === window) windows.delete(place);
  clearTimeout(window.timer);
  if (window.repeats === 0) return;
  const { ctx, denial } = window.last;
  const repeated = window.repeats;
  window.repeats = 0;
  // Several objects may be in one sum: it belongs to no object and, not to show one account to readers of another, to none.
  const isOne = window.unwritten.size === 0 && window.written.size === 1;
  const objects = [...window.unwritten.values()].filter((id) => id !== null);
  const summed = isOne ? denial : { ...denial, objectKind: "operation", objectId: denial.operation, asked: null };
  await append(ctx, summed, { repeated, ...(objects.length > 0 && { objects }) }).catch((failure: unknown) =>
    ctx.log.warn({ err: failure, operation: denial.operation, repeated }, "repeated refusals could not be written"),
  );
}

function append(ctx: Ctx, denial: Denial, more: Readonly<Record<string, unknown>>): Promise<void> {
  const { operation, capability, objectKind, objectId, accountId = null, asked, why } = denial;
  return appendAudit(ctx.db, ctx, {
    action: "access.denied",
    objectKind: objectKind.replaceAll(" ", "-"),
    objectId,
    accountId,
    detail: { operation, capability, why, ...(asked ? { asked } : {}), ...more },
  });
}
