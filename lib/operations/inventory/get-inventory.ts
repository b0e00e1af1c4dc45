import { FEATURE_OF_KIND } from "@/lib/core/inventory/feature-kinds";
import { RESOURCE_KINDS } from "@/lib/core/inventory/resource";
import { type FeatureRow, listFeatures, listPlaces } from "@/lib/db/capabilities";
import { countKinds } from "@/lib/db/resource-list";
import { question } from "../operation";

const FEATURES = [...new Set(Object.values(FEATURE_OF_KIND))];

/** How much is known of everything, how old that is, and what could not be read: what that holds is unknown. */
export const getInventory = question("getInventory", async (ctx, { accountId, region }) => {
  const { scope } = ctx.actor;
  const counted = new Map((await countKinds(ctx.db, scope, { accountId, region })).map((row) => [row.kind, row.count]));
  const kinds = RESOURCE_KINDS.map((kind) => ({ kind, count: counted.get(kind) ?? 0 }));
  const isHere = (place: { region: string }) => region === undefined || place.region === region;
  const places = (await listPlaces(ctx.db, scope, accountId)).filter(
    (place) => isHere(place) && place.polling === "on",
  );
  const states = new Map((await listFeatures(ctx.db, scope, accountId)).map((row) => [keyOf(row, row.feature), row]));
  const cells = places.flatMap((place) =>
    FEATURES.map((feature) => ({ place, feature, known: states.get(keyOf(place, feature)) })),
  );
  const reads = cells.flatMap(({ known }) => known?.okAt ?? []).sort();
  return {
    kinds,
    resourceCount: kinds.reduce((sum, { count }) => sum + count, 0),
    oldestReadAt: reads[0] ?? null,
    newestReadAt: reads.at(-1) ?? null,
    unreadPlaces: cells
      .filter(({ known }) => known?.state !== "ok")
      .map(({ place, feature, known }) => ({
        accountId: place.accountId,
        accountName: place.accountName,
        region: place.region,
        feature,
        state: known?.state ?? "unknown",
      })),
  };
});

function keyOf(place: Pick<FeatureRow, "accountId" | "region">, feature: string): string {
  return `${place.accountId} ${place.region} ${feature}`;
}
