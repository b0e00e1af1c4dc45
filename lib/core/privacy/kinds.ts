/** How a kind of kept thing goes: with its message, with an execution, or not at all. */
type GoesBy = "message" | "execution" | "words" | "never";

interface Kind {
  /** For people. */
  readonly name: string;
  /** Table and columns, or where else it lies. */
  readonly lies: string;
  readonly holdsContent: boolean;
  readonly goesBy: GoesBy;
  readonly erasedBy: string;
}

/** Everything that is kept of messages and of what failed without one: where it lies, and who may erase it. */
export const KINDS = {
  body: {
    name: "sealed originals and their edited copies",
    lies: "message_body, by failed_message.body_id and message_edit.body_id; message_edit.changed_paths",
    holdsContent: true,
    goesBy: "message",
    erasedBy: "retention, an erasure, lowering the capture level",
  },
  preview: {
    name: "previews",
    lies: "failed_message.preview",
    holdsContent: true,
    goesBy: "message",
    erasedBy: "retention, an erasure, lowering the capture level",
  },
  projection: {
    name: "fields to search",
    lies: "message_projection",
    holdsContent: true,
    goesBy: "message",
    erasedBy: "retention, an erasure, lowering the capture level",
  },
  errorText: {
    name: "error texts",
    lies: "failed_message.error_text",
    holdsContent: true,
    goesBy: "message",
    erasedBy: "retention, an erasure, lowering the capture level",
  },
  evidence: {
    name: "log lines beside messages",
    lies: "class_evidence, failure_class.evidence",
    holdsContent: true,
    goesBy: "message",
    erasedBy: "retention, an erasure, lowering the capture level",
  },
  vault: {
    name: "vault items, with their second copies",
    lies: "message_body by vault_item.body_id; the second bucket by vault_copy",
    holdsContent: true,
    goesBy: "message",
    erasedBy: "retention with a number of days for it, an erasure",
  },
  executions: {
    name: "errors of failed executions",
    lies: "failed_execution.error, cause",
    holdsContent: true,
    goesBy: "execution",
    erasedBy: "retention, an erasure by class, value or account",
  },
  classText: {
    name: "titles and error templates of failures",
    lies: "failure_class.title, normalised_error, cause_reason",
    holdsContent: true,
    goesBy: "words",
    erasedBy: "an erasure that takes all messages of the failure, or whose value stands in them",
  },
  notes: {
    name: "notes",
    lies: "class_note.text",
    holdsContent: true,
    goesBy: "words",
    erasedBy: "an erasure by account, or whose value stands in them",
  },
  savedViews: {
    name: "saved views",
    lies: "saved_view.query, name",
    holdsContent: true,
    goesBy: "words",
    erasedBy: "its owner; an erasure whose value stands in them",
  },
  ledger: {
    name: "plans, runs and their items",
    lies: "plan_item, run_item, edit_set: ids, hashes, times and steps of edits without values",
    holdsContent: false,
    goesBy: "never",
    erasedBy: "nobody",
  },
  audit: {
    name: "audit entries",
    lies: "audit_entry: who did what; no content",
    holdsContent: false,
    goesBy: "never",
    erasedBy: "the audit log's own retention",
  },
} as const satisfies Record<string, Kind>;
export type KindName = keyof typeof KINDS;

/** What goes with a message. */
export const MESSAGE_KINDS = ["body", "preview", "projection", "errorText", "evidence", "vault"] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What may be kept for a number of days. */
export const RETENTION_KINDS = [...MESSAGE_KINDS, "executions"] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

/** Executions go after this many days in any case, as their counts do: AWS itself keeps them 90 days. */
export const EXECUTION_DAYS = 90;

const INDEXED: readonly MessageKind[] = ["body", "preview", "projection", "errorText", "evidence"];
/** What each capture level keeps with the index. Vault items are a decision of their own at every level. */
const KEPT = {
  whole: INDEXED,
  masked: ["preview", "projection", "errorText", "evidence"],
  shape: [],
  none: [],
} as const satisfies Record<string, readonly MessageKind[]>;
export type CaptureName = keyof typeof KEPT;

/** What messages captured before have and the new level does not keep; empty when nothing is lowered. */
export function lostByCapture(before: CaptureName, after: CaptureName): MessageKind[] {
  const kept: readonly MessageKind[] = KEPT[after];
  return KEPT[before].filter((kind) => !kept.includes(kind));
}
