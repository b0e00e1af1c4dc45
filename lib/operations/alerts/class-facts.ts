import { EVERYTHING } from "@/lib/core/access/scope";
import type { ClassFact } from "@/lib/core/alerts/facts";
import { type AlertClassRow, listAlertClasses } from "@/lib/db/alert-classes";
import type { Sql } from "@/lib/db/connect";
import { readWorkersOf } from "@/lib/db/open-failures";
import { openFailure } from "../incidents/open-failure";

/** Classes that somebody may have to be told of, with what they share. `firstAt` is when conditions were judged first. */
export async function readClassFacts(db: Sql, at: Date, firstAt: Date): Promise<ClassFact[]> {
  const found = await listAlertClasses(db, at, firstAt);
  if (found.length === 0) return [];
  const anchors = [...new Set(found.map(({ anchorArn }) => anchorArn))];
  const workers = await readWorkersOf(db, EVERYTHING, anchors);
  return found.map((row) => factOf(row, workers.get(row.anchorArn) ?? []));
}

function factOf(row: AlertClassRow, workers: readonly string[]): ClassFact {
  const { onsetKind, onsetAt, anchorArn, originKind: _origin, evidence: _evidence, errorText: _text, ...told } = row;
  const { causeKind, consumers, dependencies } = openFailure(row, new Date(row.statusAt), workers);
  return {
    ...told,
    arn: anchorArn,
    statusAt: new Date(row.statusAt),
    onset: onsetKind && onsetAt ? { kind: onsetKind, at: new Date(onsetAt) } : null,
    causeKind,
    consumers,
    dependencies,
  };
}
