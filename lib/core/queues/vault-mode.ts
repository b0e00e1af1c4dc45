import type { FieldError } from "../errors";
import type { CaptureLevel } from "./queue";

/** What decides whether a queue may be drained into the vault. */
export interface VaultFacts {
  readonly isDeleted: boolean;
  readonly isDeadLetterQueue: boolean;
  readonly hasOwnPolicy: boolean;
  readonly consumerCount: number;
  readonly capture: CaptureLevel;
  readonly account: {
    readonly isWritable: boolean;
    readonly isProduction: boolean;
    readonly operateRoleArn: string | null;
  };
  readonly writesStopped: { readonly by: string } | null;
  readonly secondCopy: SecondCopyState;
  /** What a person said for this queue. */
  readonly overrideReason: string | null;
  readonly singleCopyReason: string | null;
  readonly needsSecondCopy: boolean;
}

/**
 * Of the bucket for second copies, as a worker saw it last. *ok*: it keeps every version. *bad*: it does not, or cannot be
 * asked. *none*: no worker has one.
 */
export type SecondCopyState =
  | { readonly kind: "none" }
  | { readonly kind: "ok"; readonly bucket: string }
  | { readonly kind: "bad"; readonly bucket: string; readonly reason: string };

/** Production needs a second, verified copy before a delete unless a person said why one is enough; others when asked. */
export function isSecondCopyNeeded({
  account,
  singleCopyReason,
  needsSecondCopy,
}: Pick<VaultFacts, "singleCopyReason" | "needsSecondCopy"> & {
  readonly account: Pick<VaultFacts["account"], "isProduction">;
}): boolean {
  return needsSecondCopy || (account.isProduction && singleCopyReason === null);
}

type Rule = (facts: VaultFacts) => FieldError | undefined;
const no = (field: string, message: string): FieldError => ({ field, message });

const RULES: readonly Rule[] = [
  (f) => (f.isDeleted ? no("mode", "the queue was deleted") : undefined),
  (f) =>
    f.isDeadLetterQueue
      ? undefined
      : no("mode", "no queue names this one as its dead-letter target: we never receive from a live queue"),
  (f) =>
    f.capture === "whole"
      ? undefined
      : no("capture", "must be whole: below it no body is kept, and what is deleted could not be sent back"),
  (f) =>
    f.account.isWritable
      ? undefined
      : no("mode", "this account is read-only: an admin can raise it under Accounts, since draining deletes"),
  (f) =>
    f.account.operateRoleArn === null
      ? no("mode", "this account has no operate role: add its ARN under Accounts, since draining deletes")
      : undefined,
  (f) =>
    f.writesStopped
      ? no("mode", `all writes are stopped by ${f.writesStopped.by}: somebody who may must allow them first`)
      : undefined,
  (f) =>
    f.hasOwnPolicy && f.overrideReason === null
      ? no("overrideReason", "this queue has a redrive policy of its own: say why it must be drained anyway")
      : undefined,
  (f) =>
    f.consumerCount > 0 && f.overrideReason === null
      ? no("overrideReason", "this queue has a consumer, which draining competes with: say why it must be anyway")
      : undefined,
  secondCopyRefusal,
];

function secondCopyRefusal(facts: VaultFacts): FieldError | undefined {
  const { secondCopy, account } = facts;
  if (!isSecondCopyNeeded(facts) || secondCopy.kind === "ok") return undefined;
  const [field, way] = account.isProduction
    ? ["acceptsSingleCopy", "or set acceptsSingleCopy with a singleCopyReason"]
    : ["requiresSecondCopy", "or leave requiresSecondCopy out"];
  const who = account.isProduction
    ? "this is production: a second verified copy is needed"
    : "a second copy was asked for";
  return secondCopy.kind === "none"
    ? no(field, `${who}, and no worker has a bucket for it. Set DLO_SECOND_COPY_BUCKET, ${way}`)
    : no(field, `${who}, and the bucket ${secondCopy.bucket} cannot take it (${secondCopy.reason}). Mend it, ${way}`);
}

/** Everything that stands against draining a queue, each by the field that would mend it. Empty: it may be drained. */
export function refusalsOfVault(facts: VaultFacts): FieldError[] {
  return RULES.flatMap((rule) => rule(facts) ?? []);
}
