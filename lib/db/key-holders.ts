import type { Sql } from "./connect";
import type { Keyring } from "./keyring";
import { rows, sql } from "./query";

/** PostgreSQL keeps 63 characters of a connection's name, so a key is told by the beginning of its id. */
const shortOf = (masterKeyId: string) => masterKeyId.slice(3, 11);

/** What a process calls its connections, so that a rotation sees which keys whoever is connected holds. */
export function connectionName(process: "web" | "worker", { held }: Keyring): string {
  return [`dlo-${process}`, ...held.map(shortOf)].join(" ");
}

/** Which processes, dlo-web or dlo-worker, have a connection without holding this key. Whoever is not connected just now is not seen. */
export async function connectedWithout(db: Sql, masterKeyId: string): Promise<string[]> {
  const found = await rows<{ process: string }>(
    db,
    sql`SELECT DISTINCT split_part(application_name, ' ', 1) AS process FROM pg_stat_activity
        WHERE datname = current_database() AND application_name ~ '^dlo-(web|worker) '
          AND NOT ${shortOf(masterKeyId)} = ANY(string_to_array(application_name, ' '))
        ORDER BY 1`,
  );
  return found.map(({ process }) => process);
}
