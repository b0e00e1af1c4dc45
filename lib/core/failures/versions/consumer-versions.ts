import { unqualified } from "@/lib/core/inventory/unqualified";
import type { ConsumerVersion } from "../origins/origin";

/** A setting that was changed: what it was, what it is since then. */
export interface DatedChange {
  readonly begunAt: Date;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * What the inventory knows of the one function that takes from a queue: as its mapping names it, the hash of the code that
 * `$LATEST` has now, and the changes of both in any order.
 */
export interface ConsumerFacts {
  readonly functionArn: string;
  readonly codeSha256: string | null;
  readonly codeChanges: readonly DatedChange[];
  readonly mappingChanges: readonly DatedChange[];
}

/** What was in place from `since` (null: nobody saw it begin) until `until` (null: until now). */
interface Span {
  readonly value: string | null;
  readonly since: Date | null;
  readonly until: Date | null;
}

/**
 * The versions of the code that consumed a queue, newest first. A mapping that names a published version says it itself; one
 * that names no version runs the code that the function had then. Behind an alias, and under another function whose code
 * nobody kept, the version is not known: such times are left out, and so is all that lies before them.
 */
export function consumerVersions(consumer: ConsumerFacts): ConsumerVersion[] {
  const versions: ConsumerVersion[] = [];
  for (const span of spansOf(consumer.functionArn, consumer.mappingChanges))
    for (const { value, since } of versionsIn(span, consumer)) {
      if (value === null) return versions;
      versions.push({ version: value, since });
    }
  return versions;
}

function versionsIn({ value: functionArn, since, until }: Span, consumer: ConsumerFacts): Span[] {
  const unknown = [{ value: null, since, until }];
  if (functionArn === null) return unknown;
  const qualifier = qualifierOf(functionArn);
  if (qualifier !== null && /^\d+$/.test(qualifier)) return [{ value: qualifier, since, until }];
  if (qualifier !== null && qualifier !== "$LATEST") return unknown;
  if (unqualified(functionArn) !== unqualified(consumer.functionArn)) return unknown;
  return spansOf(consumer.codeSha256, consumer.codeChanges)
    .flatMap((span) => within(span, since, until))
    .map((span) => ({ ...span, value: span.value === null ? null : shortVersion(span.value) }));
}

/** The values of a setting over time, newest first: the one it has now, then what each change replaced. */
function spansOf(now: string | null, changes: readonly DatedChange[]): Span[] {
  const newestFirst = [...changes].sort((a, b) => b.begunAt.getTime() - a.begunAt.getTime());
  const values = [now, ...newestFirst.map(({ before }) => before)];
  return values.map((value, index) => ({
    value,
    since: newestFirst[index]?.begunAt ?? null,
    until: newestFirst[index - 1]?.begunAt ?? null,
  }));
}

/** The part of a span that lies between two times. */
function within(span: Span, from: Date | null, to: Date | null): Span[] {
  const since = from !== null && (span.since === null || span.since < from) ? from : span.since;
  const until = to !== null && (span.until === null || span.until > to) ? to : span.until;
  return since !== null && until !== null && since >= until ? [] : [{ value: span.value, since, until }];
}

function qualifierOf(functionArn: string): string | null {
  const rest = functionArn.slice(unqualified(functionArn).length + 1);
  return rest === "" ? null : rest;
}

/** The first four bytes of the code's hash as hex. AWS writes the hash of a package in base64, that of an image in hex. */
function shortVersion(codeSha256: string): string | null {
  if (/^[0-9a-f]{64}$/.test(codeSha256)) return codeSha256.slice(0, 8);
  if (!/^[A-Za-z0-9+/]{43}=$/.test(codeSha256)) return null;
  const bytes = Uint8Array.from(atob(codeSha256), (character) => character.charCodeAt(0));
  return [...bytes.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
