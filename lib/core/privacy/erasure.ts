import type { FieldPlace } from "./field-value";

/**
 * asked → previewed → erasing → done | partly. A preview that nobody confirms within a day expires. *partly*: something is
 * still there, and says why; what could not be deleted in S3 is tried again every hour.
 */
export const ERASURE_STATES = ["asked", "previewed", "erasing", "done", "partly", "expired"] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

/** Who made it: somebody who asked for it, a capture level that was lowered, or an account that was removed. */
export const ERASURE_ORIGINS = ["asked", "capture-lowered", "account-removed"] as const;
export type ErasureOrigin = (typeof ERASURE_ORIGINS)[number];

/** What an erasure is about, as it is kept: never with the value itself. */
export type ErasureSelector =
  | { readonly kind: "messages"; readonly ids: readonly string[] }
  | { readonly kind: "class"; readonly classId: string }
  | { readonly kind: "queue"; readonly queueId: string }
  | { readonly kind: "account"; readonly accountId: string }
  | (FieldPlace & {
      readonly kind: "field";
      readonly hint: string;
      readonly looksIntoBodies: boolean;
      readonly queueId?: string | undefined;
      readonly accountId?: string | undefined;
    });

export const ERASURE_ITEM_KINDS = ["message", "execution", "class", "evidence", "note", "view"] as const;
export type ErasureItemKind = (typeof ERASURE_ITEM_KINDS)[number];

/** What a preview found, by kind. */
export interface ErasureCounts {
  readonly items: number;
  readonly messages: number;
  readonly bodies: number;
  readonly projections: number;
  readonly errorTexts: number;
  readonly vaultItems: number;
  /** Of them: messages that are nowhere else. */
  readonly onlyCopies: number;
  readonly secondCopies: number;
  readonly evidence: number;
  readonly executions: number;
  readonly classTexts: number;
  readonly notes: number;
  readonly savedViews: number;
  /** Messages believed to be in their dead-letter queue still: that is AWS's copy, and stays. */
  readonly stillInQueue: number;
  readonly inOpenRuns: number;
  /** Messages of which no body is kept that could be looked into. */
  readonly unreadable: number;
}

/** What takes the place of words that were erased. */
export const ERASED_TEXT = "erased";
