import type { Scope } from "@/lib/core/access/scope";
import { nameOfArn } from "@/lib/core/arn";
import type { Sql } from "@/lib/db/connect";
import { findByArns, type NamedResource } from "@/lib/db/resource-list";

/** Those of these ARNs that the inventory holds in the scope, by ARN. */
export async function namedIn(db: Sql, scope: Scope, arns: readonly (string | null)[]) {
  const asked = [...new Set(arns.filter((arn) => arn !== null))];
  return new Map((await findByArns(db, scope, asked)).map((one) => [one.arn, one]));
}

/** A dead-letter queue with its page, where whoever asks may see it. */
export function showDeadLetter(arn: string | null, known: ReadonlyMap<string, NamedResource>) {
  if (arn === null) return null;
  const queue = known.get(arn);
  return { arn, name: nameOfArn(arn), queueId: queue?.kind === "queue" ? queue.id : null };
}
