import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@/lib/contract/client";
import { weekAt } from "@/lib/core/review/week";

/** By then failures have come, alerts were opened and the pipelines were judged. */
const AFTER_MS = 120_000;
const WRITTEN_WITHIN_MS = 120_000;
const DAY_MS = 86_400_000;

/** Writes the present week down once, so that there is a review to look at before the first Monday, and agrees on two things. */
export async function ensureFirstReview(client: Client, signal: AbortSignal): Promise<void> {
  if (await firstReview(client)) return;
  await sleep(AFTER_MS, undefined, { signal });
  const { settings } = await client.getAlertSettings({});
  await client.writeReview({ week: weekAt(new Date(), settings.review?.zone ?? "UTC") });
  for (
    const deadline = Date.now() + WRITTEN_WITHIN_MS;
    Date.now() < deadline;
    await sleep(1000, undefined, { signal })
  ) {
    const review = await firstReview(client);
    if (review) return agree(client, review.id);
  }
}

async function firstReview(client: Client) {
  return (await client.listReviews({ limit: 1 })).items[0];
}

/** One thing that the tool sees by itself when it is done, and one that somebody has to say. */
async function agree(client: Client, reviewId: string): Promise<void> {
  const [finding] = (await client.listFindings({ limit: 1 })).items;
  const inAWeek = new Date(Date.now() + 7 * DAY_MS).toISOString().slice(0, 10);
  if (finding)
    await client.createReviewAction({
      ...{ text: "Close the gravest hole in coverage", owner: "Platform", due: inAWeek, reviewId },
      evidence: { kind: "finding", id: finding.id },
    });
  await client.createReviewAction({
    text: "Decide who answers for what nobody owns",
    owner: "Otto Operator",
    reviewId,
  });
}
