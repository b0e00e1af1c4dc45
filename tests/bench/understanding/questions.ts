import { encodeCursor } from "@/lib/db/page";

/** What is asked over HTTP; `turn` makes each call ask for something else, as people do. */
type Question = (turn: number) => string;

/** P10: the list of classes in the views that people keep open. */
export function classQuestions(middleOfNeedsAction: string): Record<string, Question> {
  return {
    needsAction: () => "/failure-classes",
    needsActionMiddle: () => `/failure-classes?cursor=${middleOfNeedsAction}`,
    allClasses: () => "/failure-classes?view=all",
  };
}

/** P11: the first page of all messages, and one so deep that nobody scrolls there. */
export function pageQuestions(deep: { firstSeenAt: string; id: string }): Record<string, Question> {
  return {
    firstPage: () => "/messages",
    deepPage: () => `/messages?cursor=${encodeCursor([deep.firstSeenAt, deep.id])}`,
  };
}

/** P12 as filters: a customer has 20 messages, a tenant 1,000, an order one. */
export const FILTERS = {
  bodyField: (turn: number) => `body.customer.id=cu-${(turn * 37) % 4_999}`,
  attribute: (turn: number) => `attr.tenant:tenant-${(turn * 37) % 99}`,
  errorText: (turn: number) => `error:"order ${orderOf(turn)} of"`,
  anyText: (turn: number) => `"${orderOf(turn)}"`,
};
export type FilterName = keyof typeof FILTERS;

const asked = (name: FilterName) => (turn: number) => `/messages?q=${encodeURIComponent(FILTERS[name](turn))}`;

/** What every installation has indexes for. */
export const ALWAYS_INDEXED: Record<string, Question> = {
  bodyField: asked("bodyField"),
  attribute: asked("attribute"),
  errorText: asked("errorText"),
};

/** A word wherever it stands: quick only where an installation has made the index over bodies. */
export const anyText: Question = asked("anyText");

function orderOf(turn: number): number {
  return 100_000 + ((turn * 7_919) % 99_991);
}
