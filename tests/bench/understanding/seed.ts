import type pg from "pg";
import { MESSAGE_STATEMENTS } from "./seed-messages";
import { PLACE_STATEMENTS } from "./seed-places";

export const QUEUES = 200;
export const CLASSES = 5_000;
const CHUNK = 100_000;

/** So many messages have each value that is looked for. */
export const MESSAGES_PER_CUSTOMER = 20;
export const MESSAGES_PER_TENANT = 1_000;

/**
 * Fills an empty database with `count` messages in 5,000 classes of 200 queues in ten accounts, as looks would leave it: the
 * counters folded, the statistics up to date. The indexes for search are made at the end, which only saves time.
 */
export async function seed(client: pg.ClientBase, count: number): Promise<void> {
  await client.query("SET maintenance_work_mem = '512MB'; SET synchronous_commit = off");
  for (const statement of PLACE_STATEMENTS) await client.query(filled(statement, count));
  const searchIndexes = await dropSearchIndexes(client);
  for (let from = 0; from < count; from += CHUNK)
    for (const statement of MESSAGE_STATEMENTS)
      await client.query(filled(statement, count, from, Math.min(from + CHUNK, count) - 1));
  for (const definition of searchIndexes) await client.query(definition);
  await fold(client);
  await client.query("VACUUM (ANALYZE)");
}

/** `$1` stands for how many messages there will be, `$2` and `$3` for the first and the last of this turn: numbers, all of them. */
function filled(statement: string, ...values: number[]): string {
  return statement.replace(/\$([123])/g, (_, place) => String(values[Number(place) - 1]));
}

async function fold(client: pg.ClientBase): Promise<void> {
  for (;;) {
    const { rows } = await client.query("SELECT fold_class_counts() AS touched");
    if (rows[0]?.touched === 0) return;
  }
}

async function dropSearchIndexes(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE tablename IN ('failed_message', 'message_projection') AND indexdef LIKE '%USING gin%'`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}
