import type { Prisma } from "./connect";
import { sql } from "./query";

/** The class in which the one of this id lives on: itself, unless it was merged into another. */
export function livingClass(id: string | undefined): Prisma.Sql {
  return sql`coalesce((SELECT x.merged_into FROM failure_class x WHERE x.id = ${id ?? null}), ${id ?? null})`;
}
