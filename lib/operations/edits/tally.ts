import type { EditPreview } from "@/lib/contract/edits";
import type { Edited } from "./edit-each";

const MOST_FAILURES = 20;
const MOST_NAMES = 50;

/** Counts what an edit came to, with the first failures and the sensitive attributes that it touched. */
export class Tally {
  private selectedCount = 0;
  private editedCount = 0;
  private unchangedCount = 0;
  private failedCount = 0;
  private readonly names = new Set<string>();
  readonly failures: EditPreview["failures"] = [];

  add(edited: readonly Edited[]): void {
    for (const one of edited) {
      this.selectedCount += 1;
      if (one.kind === "edited") {
        this.editedCount += 1;
        for (const name of one.copy.sensitiveNames) if (this.names.size < MOST_NAMES) this.names.add(name);
      } else if (one.kind === "unchanged") this.unchangedCount += 1;
      else this.addFailure(one);
    }
  }

  get counts() {
    const { selectedCount, editedCount, unchangedCount, failedCount } = this;
    return { selectedCount, editedCount, unchangedCount, failedCount };
  }

  get sensitiveNames(): string[] {
    return [...this.names].sort();
  }

  private addFailure({ message, reason }: Extract<Edited, { kind: "failed" }>): void {
    this.failedCount += 1;
    if (this.failures.length < MOST_FAILURES)
      this.failures.push({ messageRowId: message.id, messageId: message.messageId, reason });
  }
}
