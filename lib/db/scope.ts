import type { Scope } from "@/lib/core/actor";
import type { Prisma } from "./connect";
import { sql } from "./query";

/** `AND`-able condition: the row's account lies in the scope. `column` is written by us, never by a caller's input. */
export function inScopeSql(scope: Scope, column: Prisma.Sql): Prisma.Sql {
  return scope.kind === "all" ? sql`true` : sql`${column} = ANY(${[...scope.accountIds]}::text[])`;
}
