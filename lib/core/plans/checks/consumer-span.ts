import { changeInWords } from "../../failures/suspects/change-in-words";
import type { SettingChange } from "../../inventory/config-changes";
import type { ResourceKind } from "../../inventory/resource";
import type { ToldChange } from "./gate-facts";

/** A change that was noticed at `at` and not yet there at `since`; `changedAt` when CloudTrail dates it. */
export interface SeenChange extends SettingChange {
  readonly arn: string;
  readonly kind: ResourceKind;
  readonly at: string;
  readonly since: string | null;
  readonly changedAt: string | null;
  readonly changedBy: string | null;
}

/** A function that takes from a place, as far as the inventory has looked at it. */
export interface WatchedFunction {
  readonly arn: string;
  readonly name: string;
  /** As its mapping names it: with version or alias, or without. */
  readonly namedAs: string;
  /** From when on its mapping was seen; null: nothing maps to it, messages go to it straight. */
  readonly mappedSince: string | null;
  /** Null: nobody read the function. */
  readonly firstSeenAt: string | null;
  /** When AWS says that it was last updated; null: nobody asked. */
  readonly lastModifiedAt: string | null;
}

/** Until when a consumer is known to have been as it is now, and before when it was surely another. */
export interface ConsumerSpan {
  /** What was tried at or after it met the consumer as it is now; null: nobody can say. */
  readonly unchangedSince: string | null;
  /** What had failed before it, failed before the last change; null: no change is known. */
  readonly changedAfter: string | null;
  readonly lastChange: ToldChange | null;
  readonly unknownBecause: string | null;
}

/** Changes that weigh less, such as tags and retention, change nothing of how a message fares. */
const LEAST_WEIGHT = 0.5;
/** Clocks of AWS and of ours may differ by this much. */
const CLOCK_DIFFERENCE_MS = 120_000;

/**
 * What is known of the consumers of a place and of the settings around them (mappings, the queue itself). Where there are
 * several, all must be as they were.
 */
export function consumerSpan(functions: readonly WatchedFunction[], changes: readonly SeenChange[]): ConsumerSpan {
  const spans = functions.map((fn) => spanOf(fn, changes.filter(({ arn }) => arn === fn.arn).filter(matters)));
  const arns = new Set(functions.map(({ arn }) => arn));
  const around = changes.filter(({ arn }) => !arns.has(arn)).filter(matters);
  const told = [...spans.flatMap(({ lastChange }) => lastChange ?? []), ...around.map(tellChange)];
  const unknownBecause = spans.find((span) => span.unknownBecause)?.unknownBecause ?? null;
  return {
    unchangedSince: unknownBecause
      ? null
      : latest([...spans.flatMap(({ unchangedSince }) => unchangedSince ?? []), ...around.map(surelyBy)]),
    changedAfter: latest([...spans.flatMap(({ changedAfter }) => changedAfter ?? []), ...around.map(notBefore)]),
    lastChange: [...told].sort((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null,
    unknownBecause,
  };
}

function spanOf(fn: WatchedFunction, changes: readonly SeenChange[]): ConsumerSpan {
  const qualifier = /:function:[^:]+:(.+)$/.exec(fn.namedAs)?.[1] ?? null;
  if (fn.firstSeenAt === null) return unknown(`${fn.name} is not read here`);
  if (qualifier !== null && qualifier !== "$LATEST" && !/^\d+$/.test(qualifier))
    return unknown(`what the alias ${qualifier} of ${fn.name} leads to is not read`);
  if (qualifier !== null && /^\d+$/.test(qualifier))
    return {
      unchangedSince: fn.mappedSince ?? fn.firstSeenAt,
      changedAfter: null,
      lastChange: null,
      unknownBecause: null,
    };
  const lastNoticed = changes.at(-1) ?? null;
  if (fn.lastModifiedAt !== null) return updatedAt(fn.lastModifiedAt, lastNoticed);
  return {
    unchangedSince: latest([fn.firstSeenAt, ...changes.map(surelyBy)]),
    changedAfter: latest(changes.map(notBefore)),
    lastChange: lastNoticed && tellChange(lastNoticed),
    unknownBecause: null,
  };
}

/** AWS dates the last update exactly, by its own clock; what it was is known where we noticed it. */
function updatedAt(at: string, noticed: SeenChange | null): ConsumerSpan {
  const isIt = noticed !== null && Date.parse(noticed.at) >= Date.parse(at) - CLOCK_DIFFERENCE_MS;
  const lastChange = isIt ? { ...tellChange(noticed), at } : { at, text: "updated (what, was not noticed)", by: null };
  return { unchangedSince: at, changedAfter: at, lastChange, unknownBecause: null };
}

function unknown(unknownBecause: string): ConsumerSpan {
  return { unchangedSince: null, changedAfter: null, lastChange: null, unknownBecause };
}

function matters(change: SeenChange): boolean {
  return changeInWords(change).weight >= LEAST_WEIGHT;
}
function tellChange(change: SeenChange): ToldChange {
  return { at: change.changedAt ?? change.at, text: changeInWords(change).text, by: change.changedBy };
}
function surelyBy({ changedAt, at }: SeenChange): string {
  return changedAt ?? at;
}
function notBefore({ changedAt, since, at }: SeenChange): string {
  return changedAt ?? since ?? at;
}
function latest(times: readonly string[]): string | null {
  return times.reduce<string | null>((last, time) => (last === null || time > last ? time : last), null);
}
