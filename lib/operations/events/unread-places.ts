import type { Scope } from "@/lib/core/access/scope";
import { listFeatures, listPlaces } from "@/lib/db/capabilities";
import type { Sql } from "@/lib/db/connect";

interface Place {
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
}

/** Where EventBridge could not be read, or was not yet: what is there is unknown, not absent. */
export async function unreadPlaces(db: Sql, scope: Scope, { accountId, region }: Place) {
  const read = new Set(
    (await listFeatures(db, scope, accountId))
      .filter(({ feature, state }) => feature === "events" && state === "ok")
      .map((row) => `${row.accountId} ${row.region}`),
  );
  return (await listPlaces(db, scope, accountId))
    .filter((place) => place.polling === "on" && (region === undefined || place.region === region))
    .filter((place) => !read.has(`${place.accountId} ${place.region}`))
    .map(({ accountId, accountName, region }) => ({ accountId, accountName, region }));
}
