import type { ConfigDifference } from "@/lib/contract/config";
import type { Io } from "./command";
import { table } from "./table";

const SIGNS = { added: "+", changed: "~", removed: "-" } as const;

/** One line for each difference, and how many there are of each kind. */
export function showDifferences(differences: readonly ConfigDifference[]): string {
  if (differences.length === 0) return "No differences.";
  const lines = differences.map(({ kind, path, before, after }) => [
    SIGNS[kind],
    path,
    kind === "changed" ? `${before} → ${after}` : (after ?? before ?? ""),
  ]);
  const counts = Object.keys(SIGNS).map((kind) => `${differences.filter((one) => one.kind === kind).length} ${kind}`);
  return `${table(lines)}\n${counts.join(", ")}`;
}

/** Names accounts that only `--prune` would remove. */
export function showUnlisted(io: Io, accounts: readonly string[]): void {
  if (accounts.length === 0) return;
  io.warn(`Not in this file, but brought by an earlier one: ${accounts.join(", ")}. They stay; --prune removes them.`);
}
