import { type Difference, diffSettings } from "./diff";
import type { Installation, SettingsDocument } from "./settings";

const OPPOSITE = { added: "removed", removed: "added", changed: "changed" } as const;

/**
 * How an installation has moved away from a document since it was applied: `before` is what the document says, `after`
 * what stands now. Accounts that the document never had are no drift.
 */
export function driftFrom(applied: SettingsDocument, now: Installation): Difference[] {
  return diffSettings(now, applied).map(({ path, kind, before, after }) => ({
    path,
    kind: OPPOSITE[kind],
    before: after,
    after: before,
  }));
}
