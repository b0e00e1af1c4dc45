/** The question that the page of bills asks. */
export const BILLS_INPUT = { limit: 50 };
