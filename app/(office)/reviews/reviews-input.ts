import type { InputOf } from "@/lib/contract";

/** A year of weeks. */
export const REVIEWS_INPUT: InputOf<"listReviews"> = { limit: 52 };

/** What was agreed and is not done yet. */
export const OPEN_ACTIONS: InputOf<"listReviewActions"> = { state: "open", limit: 200 };
