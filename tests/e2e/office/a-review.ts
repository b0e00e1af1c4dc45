import type { Client } from "@/lib/contract/client";
import { weekAt } from "@/lib/core/review/week";
import { until } from "../../support/eventually";

const WRITTEN_MS = 60_000;

/** A review of the present week, as far as it has gone, with its pipelines. */
export async function aReview(api: Client) {
  const known = await newest(api);
  if (!known) await api.writeReview({ week: weekAt(new Date(), "UTC") });
  const found = await until(() => newest(api), Boolean, WRITTEN_MS);
  if (!found) throw new Error("no review was written");
  return api.getReview({ id: found.id });
}

async function newest(api: Client) {
  return (await api.listReviews({ limit: 1 })).items[0];
}
