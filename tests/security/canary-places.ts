import type { Door } from "../contract/door";

/** The ways in which somebody may write a text down without hiding it. */
export function waysToWrite(text: string): string[] {
  const bytes = Buffer.from(text);
  // In base64 of something longer it looks otherwise, as it begins at the first, second or third byte of a group.
  const inside = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .slice(shift === 0 ? 0 : 4, -4),
  );
  return [text, encodeURIComponent(text), bytes.toString("hex"), ...inside].filter((way) => way.length >= 8);
}

/** Every column of every table in which one of the texts stands, as it is or as hex or base64; bytes are looked into as well. */
export async function placesOf(rows: Door["rows"], texts: readonly string[]): Promise<string[]> {
  const columns = await rows(
    `SELECT c.table_schema || '.' || c.table_name || '.' || c.column_name AS place, c.data_type AS kind,
            format('%I.%I', c.table_schema, c.table_name) AS "table", quote_ident(c.column_name) AS "column"
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
       AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea', 'xml', 'USER-DEFINED')`,
  );
  const ways = texts.flatMap(waysToWrite).map((way) => way.toLowerCase());
  const byTable = Map.groupBy(columns, ({ table }) => String(table));
  const found: string[] = [];
  for (const [table, own] of byTable) {
    const asked = own.map(({ column, kind }, index) => {
      const written =
        kind === "bytea" ? `encode(t.${column}, 'escape') || encode(t.${column}, 'hex')` : `t.${column}::text`;
      return `bool_or(lower(${written}) LIKE ANY ($1)) AS c${index}`;
    });
    const patterns = ways.map((way) => `%${way.replaceAll(/[\\%_]/g, "\\$&")}%`);
    const [hits] = await rows(`SELECT ${asked.join(", ")} FROM ${table} t`, [patterns]);
    own.forEach(({ place }, index) => {
      if (hits?.[`c${index}`] === true) found.push(String(place));
    });
  }
  return found;
}
