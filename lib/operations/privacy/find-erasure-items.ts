import { parseExactJson } from "@/lib/core/messages/exact-json";
import { readPayload } from "@/lib/core/messages/payload";
import type { ErasureSelector } from "@/lib/core/privacy/erasure";
import { valuesAt } from "@/lib/core/privacy/field-value";
import { openBodies, type WholeMessage } from "@/lib/db/bodies";
import { inTransaction } from "@/lib/db/connect";
import { type Candidate, countFound, countUnreadable, listBeside, listCandidates } from "@/lib/db/erasure-find";
import { addItems, type ErasureRow, lockErasure, saveFound, savePreviewed } from "@/lib/db/erasures";
import { inflate } from "../failures/inflate";
import type { WorkerCtx } from "../worker-context";
import { hashValue } from "./erasures";

type Field = Extract<ErasureSelector, { kind: "field" }>;

const BODIES_AT_ONCE = 100;

/**
 * Looks at the next messages of an erasure and freezes those that it is about. A preview that has seen them all is counted.
 * A death in between looks at them again. Returns whether it has seen all.
 */
export async function findErasureItems(ctx: WorkerCtx, erasure: ErasureRow, batch: number): Promise<boolean> {
  const { selector } = erasure;
  const limit = selector.kind === "field" && selector.looksIntoBodies ? Math.min(batch, BODIES_AT_ONCE) : batch;
  const candidates = await listCandidates(ctx.db, erasure, erasure.foundUntil, limit);
  const found = selector.kind === "field" ? await matching(ctx, erasure, selector, candidates) : candidates;
  const isFound = candidates.length < limit;
  return inTransaction(ctx.db, async (tx) => {
    const now = await lockErasure(tx, erasure.id);
    // Another worker was faster: its step stands.
    if (now?.state !== erasure.state || now.foundUntil !== erasure.foundUntil || now.isFound) return false;
    await addItems(
      tx,
      erasure.id,
      found.map(({ id }) => ({ kind: "message", objectId: id })),
    );
    if (isFound && erasure.kinds.includes("vault")) await addItems(tx, erasure.id, await listBeside(tx, erasure));
    await saveFound(tx, erasure.id, candidates.at(-1)?.id ?? erasure.foundUntil, isFound);
    if (isFound && (erasure.state === "asked" || erasure.counts === null)) {
      const counts = await countFound(tx, erasure.id, await countUnreadable(tx, erasure));
      await savePreviewed(tx, erasure.id, counts, erasure.state === "asked" ? "previewed" : erasure.state);
    }
    return isFound;
  });
}

async function matching(ctx: WorkerCtx, { valueHash }: ErasureRow, field: Field, candidates: readonly Candidate[]) {
  const hashes = new Set(valueHash?.split(" "));
  const isIt = (values: readonly string[]) => values.some((value) => hashes.has(hashValue(ctx.keyring, field, value)));
  const byFields = new Set(candidates.filter((one) => isIt(valuesInFields(field, one))).map(({ id }) => id));
  const rest = candidates.filter(({ id }) => !byFields.has(id));
  const bodyOf = (one: Candidate) => one.bodyId ?? one.vaultBodyId;
  const opened = field.looksIntoBodies
    ? await openBodies(
        ctx.db,
        ctx.keyring,
        rest.flatMap((one) => bodyOf(one) ?? []),
      )
    : new Map<string, WholeMessage>();
  const byBodies = rest.filter((one) => {
    const whole = opened.get(bodyOf(one) ?? "");
    return whole !== undefined && isIt(valuesInWhole(field, whole));
  });
  const found = new Set([...byFields, ...byBodies.map(({ id }) => id)]);
  for (const { id } of await matchingEdits(ctx, field, isIt, candidates)) found.add(id);
  return candidates.filter(({ id }) => found.has(id));
}

/** Edited copies have no fields to search, so they are opened in any case. */
async function matchingEdits(
  ctx: WorkerCtx,
  field: Field,
  isIt: (values: readonly string[]) => boolean,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const one of candidates)
    for (let at = 0; at < one.editBodyIds.length; at += BODIES_AT_ONCE) {
      const opened = await openBodies(ctx.db, ctx.keyring, one.editBodyIds.slice(at, at + BODIES_AT_ONCE));
      if ([...opened.values()].some((whole) => isIt(valuesInWhole(field, whole)))) found.push(one);
    }
  return found;
}

function valuesInFields(field: Field, { body, attributes }: Candidate): string[] {
  const text = field.in === "body" ? body : attributes;
  if (text === null) return [];
  if (field.in === "body") return valuesIn(text, field.path);
  const kept: unknown = JSON.parse(text);
  const value = typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>)[field.path] : undefined;
  return typeof value === "string" ? [value] : [];
}

function valuesInWhole(field: Field, { body, attributes }: WholeMessage): string[] {
  if (field.in === "attribute") {
    const value = Object.hasOwn(attributes, field.path) ? attributes[field.path]?.stringValue : undefined;
    return value === undefined ? [] : [value];
  }
  return readPayload(body, inflate).layers.flatMap(({ text, json }) =>
    json === undefined ? [] : valuesIn(text, field.path),
  );
}

function valuesIn(text: string, path: string): string[] {
  const json = parseExactJson(text);
  return json === undefined ? [] : valuesAt(json, path);
}
