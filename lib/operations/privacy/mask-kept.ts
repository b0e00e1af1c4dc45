import type { ClassEvidence } from "@/lib/core/failures/evidence/evidence";
import type { Masking } from "./masking";

const ERROR_CHARS = 256;
const CAUSE_CHARS = 4096;

/** What an execution says, as it is kept: masked whole, then cut. */
export function maskedCause(
  { error, cause }: { readonly error: string | null; readonly cause: string | null },
  { forKeeping }: Masking,
) {
  const kept = (text: string | null, chars: number) =>
    text === null ? null : forKeeping.text(text).slice(0, chars).toWellFormed();
  return { error: kept(error, ERROR_CHARS), cause: kept(cause, CAUSE_CHARS) };
}

/** What a class shows of what was found beside its messages. */
export function maskedEvidence<T extends ClassEvidence | null>(evidence: T, { forWords }: Masking): T {
  return (
    evidence && { ...evidence, text: forWords.text(evidence.text), causeReason: forWords.text(evidence.causeReason) }
  );
}

/** What was found beside one message. */
export function maskedRow<T extends FoundBeside>(row: T, { forKeeping, forWords }: Masking): T {
  const { text, causeReason, normalisedError, lines } = row;
  return {
    ...row,
    text: forWords.text(text),
    causeReason: forWords.text(causeReason),
    normalisedError: normalisedError === null ? null : forWords.text(normalisedError),
    lines: lines.map((line) => ({ ...line, text: forKeeping.text(line.text) })),
  };
}
interface FoundBeside {
  readonly text: string;
  readonly causeReason: string;
  readonly normalisedError: string | null;
  readonly lines: readonly { readonly text: string }[];
}
