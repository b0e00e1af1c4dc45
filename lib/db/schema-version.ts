import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Sql } from "./connect";
import { rows, sql } from "./query";

export type SchemaVerdict =
  | { readonly kind: "known" }
  | { readonly kind: "behind"; readonly at: string; readonly missing: readonly string[] }
  | { readonly kind: "ahead"; readonly at: string; readonly unknown: readonly string[] };

/** The migrations that this build knows, oldest first: the folders of prisma/migrations. */
export function knownMigrations(): string[] {
  return readdirSync(join(process.cwd(), "prisma", "migrations"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Whether the database has exactly the migrations that this build knows. An empty database is behind, at "nothing". */
export async function checkSchema(db: Sql, known: readonly string[]): Promise<SchemaVerdict> {
  const applied = await appliedMigrations(db);
  const at = applied.at(-1) ?? "nothing";
  const missing = known.filter((name) => !applied.includes(name));
  if (missing.length > 0) return { kind: "behind", at, missing };
  const unknown = applied.filter((name) => !known.includes(name));
  return unknown.length > 0 ? { kind: "ahead", at, unknown } : { kind: "known" };
}

/** What an operator is told when a process refuses to start on this schema; undefined when it may start. */
export function schemaRefusal(verdict: SchemaVerdict): string | undefined {
  if (verdict.kind === "behind")
    return `The database is at ${verdict.at}; this version needs ${verdict.missing.at(-1)}. Run npm run db:migrate.`;
  if (verdict.kind === "ahead")
    return `The database is at ${verdict.at}, which this version does not know. Start the version that made it, or a later one.`;
  return undefined;
}

async function appliedMigrations(db: Sql): Promise<string[]> {
  const [table] = await rows<{ found: string | null }>(
    db,
    sql`SELECT to_regclass('public._prisma_migrations')::text AS found`,
  );
  if (!table?.found) return [];
  const found = await rows<{ migrationName: string }>(
    db,
    sql`SELECT migration_name FROM _prisma_migrations
        WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return found.map((row) => row.migrationName);
}
