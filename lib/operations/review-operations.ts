import { writeReview } from "./reviews/ask-review";
import { createReviewAction, updateReviewAction } from "./reviews/change-actions";
import { exportReview } from "./reviews/export-review";
import { getReview } from "./reviews/get-review";
import { listReviewFacts } from "./reviews/list-review-facts";
import { listReviews } from "./reviews/list-reviews";
import { listReviewActions } from "./reviews/review-actions";
import { addReviewNote, getReviewMinutes, listReviewNotes } from "./reviews/review-notes";

/** Weekly reviews, their minutes and action items. */
export const reviewOperations = {
  addReviewNote,
  createReviewAction,
  exportReview,
  getReview,
  getReviewMinutes,
  listReviewActions,
  listReviewFacts,
  listReviewNotes,
  listReviews,
  updateReviewAction,
  writeReview,
};
