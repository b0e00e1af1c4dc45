import type { Sql } from "./connect";
import { Prisma } from "./generated/client";

export const sql = Prisma.sql;
export const joinSql = Prisma.join;
export const noSql = Prisma.empty;

const camelNames = new Map<string, string>();
function camel(name: string): string {
  let known = camelNames.get(name);
  if (known === undefined) {
    known = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    camelNames.set(name, known);
  }
  return known;
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Date) return value.toISOString();
  return value;
}

/**
 * The rows of a statement with camelCase keys, bigint as number (ours stay far below 2^53) and timestamps as ISO text in
 * UTC. The row type is the caller's claim about its own SELECT list.
 */
export async function rows<T>(db: Sql, statement: Prisma.Sql): Promise<T[]> {
  const found = await db.$queryRaw<Record<string, unknown>[]>(statement);
  return found.map((row) => {
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(row)) out[camel(key)] = plain(row[key]);
    return out as T;
  });
}

export async function firstRow<T>(db: Sql, statement: Prisma.Sql): Promise<T | undefined> {
  return (await rows<T>(db, statement))[0];
}

/** Runs a statement and returns how many rows it touched. */
export function execute(db: Sql, statement: Prisma.Sql): Promise<number> {
  return db.$executeRaw(statement);
}
