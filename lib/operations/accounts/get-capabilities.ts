import type { CapabilityCell } from "@/lib/contract/onboarding";
import { FEATURES, type FeatureId } from "@/lib/core/capabilities/features";
import { type FeatureRow, listFeatures, listPlaces, type MatrixPlace } from "@/lib/db/capabilities";
import { question } from "../operation";

/** What works where, from the last real calls. What was never called is unknown, not broken. */
export const getCapabilities = question("getCapabilities", async (ctx, { accountId }) => {
  const places = await listPlaces(ctx.db, ctx.actor.scope, accountId);
  const known = new Map(
    (await listFeatures(ctx.db, ctx.actor.scope, accountId)).map((row) => [
      `${row.accountId} ${row.region} ${row.feature}`,
      row,
    ]),
  );
  return {
    features: FEATURES.map((feature) => ({ ...feature, actions: [...feature.actions] })),
    places: places.map((place) => ({
      ...place,
      cells: FEATURES.map(({ id }) => cellOf(place, id, known.get(`${place.accountId} ${place.region} ${id}`))),
    })),
  };
});

function cellOf({ polling }: MatrixPlace, feature: FeatureId, row: FeatureRow | undefined): CapabilityCell {
  if (row) {
    const { state, missingAction, reason, fix, checkedAt } = row;
    return { feature, state, missingAction, reason, fix, checkedAt };
  }
  const nothing = { missingAction: null, fix: null, checkedAt: null };
  if (feature === "organization")
    return { feature, state: "off", reason: "The organisation is not listed through this account.", ...nothing };
  const reason = polling === "listing" ? "Only names of queues are listed so far." : null;
  return { feature, state: "unknown", reason, ...nothing };
}
