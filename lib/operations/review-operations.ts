/** Weekly reviews, their minutes and action items. */
export const reviewOperations = {};
