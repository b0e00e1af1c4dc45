import type { RegroupTally } from "@/lib/core/failures/rules/regroup";
import type { Tx } from "@/lib/db/connect";
import * as kept from "@/lib/db/remask";
import { maskedCause, maskedEvidence, maskedRow } from "./mask-kept";
import type { Masking } from "./masking";
import type { RemaskBatch, Remasked } from "./remask";

/** What classes are called, and what was found beside them. */
export const remaskClasses: RemaskBatch = async (ctx, masking, after, limit) =>
  batchOf(await kept.listKeptWords(ctx.db, after, limit), after, (row) => wordsOf(row, masking), kept.saveWords);

/** Lines of logs and what was read from them. */
export const remaskFindings: RemaskBatch = async (ctx, masking, after, limit) =>
  batchOf(await kept.listKeptFindings(ctx.db, after, limit), after, (row) => maskedRow(row, masking), kept.saveFinding);

export const remaskExecutions: RemaskBatch = async (ctx, masking, after, limit) =>
  batchOf(
    await kept.listKeptExecutions(ctx.db, after, limit),
    after,
    (row) => ({ ...row, ...maskedCause(row, masking) }),
    kept.saveExecution,
  );

/** Titles of classes that a regrouping would make or made. */
export const remaskTallies: RemaskBatch = async (ctx, masking, after, limit) =>
  batchOf(await kept.listKeptTallies(ctx.db, after, limit), after, (row) => tallyOf(row, masking), kept.saveTallies);

function batchOf<T extends { readonly position: string }>(
  found: readonly T[],
  after: string,
  mask: (row: T) => T,
  save: (tx: Tx, known: T, now: T) => Promise<void>,
): Remasked {
  const changed = found.flatMap((row) => {
    const now = mask(row);
    return JSON.stringify(now) === JSON.stringify(row) ? [] : [{ row, now }];
  });
  return {
    count: found.length,
    position: found.at(-1)?.position ?? after,
    save: async (tx) => {
      for (const { row, now } of changed) await save(tx, row, now);
    },
  };
}

function wordsOf(row: kept.KeptWords, masking: Masking): kept.KeptWords {
  const mask = (text: string) => masking.forWords.text(text);
  const { grouping } = row;
  return {
    ...row,
    title: mask(row.title),
    normalisedError: mask(row.normalisedError),
    messageType: mask(row.messageType),
    causeReason: mask(row.causeReason),
    grouping: grouping && {
      ...grouping,
      splitBy: grouping.splitBy.map((part) => ({ ...part, value: mask(part.value) })),
    },
    evidence: maskedEvidence(row.evidence, masking),
  };
}

function tallyOf(row: kept.KeptTally, { forWords }: Masking): kept.KeptTally {
  const titles = (tally: RegroupTally | null) =>
    tally && { ...tally, moves: tally.moves.map((move) => ({ ...move, title: forWords.text(move.title) })) };
  return { ...row, preview: titles(row.preview), applied: titles(row.applied) };
}
