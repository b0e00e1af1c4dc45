import { csvLine } from "../cost/csv";
import type { FactKind } from "./fact";

/** A fact as it is shown to somebody. */
export interface ShownFact {
  readonly kind: FactKind;
  readonly label: string;
  readonly at: string | null;
  readonly value: number | null;
  readonly accountName: string | null;
  readonly region: string | null;
  readonly owner: string | null;
  readonly team: string | null;
  readonly pipelineName: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export const CSV_COLUMNS = [
  "kind",
  "label",
  "at",
  "value",
  "account",
  "region",
  "owner",
  "team",
  "pipeline",
  "detail",
] as const;

/** Every fact of a review as one line, its details as JSON. No cell is a formula to a spreadsheet. */
export function factsCsv(facts: readonly ShownFact[]): string {
  const lines = facts.map((fact) =>
    csvLine([
      ...[fact.kind, fact.label, fact.at, fact.value, fact.accountName, fact.region, fact.owner, fact.team],
      fact.pipelineName,
      JSON.stringify(fact.detail),
    ]),
  );
  return [csvLine(CSV_COLUMNS), ...lines].join("");
}
