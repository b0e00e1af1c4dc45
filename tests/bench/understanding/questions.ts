import { encodeCursor } from "@/lib/db/page";

/** What is asked over HTTP, by name; `turn` makes each call ask for something else, as people do. */
export type Questions = Readonly<Record<string, (turn: number) => string>>;

const messages = (q: string) => `/messages?q=${encodeURIComponent(q)}`;

/** P10: the list of classes in the views that people keep open. */
export function classQuestions(middleOfNeedsAction: string): Questions {
  return {
    needsAction: () => "/failure-classes",
    needsActionMiddle: () => `/failure-classes?cursor=${middleOfNeedsAction}`,
    all: () => "/failure-classes?view=all",
  };
}

/** P11: the first page of all messages, and the page after so many that nobody ever scrolled there. */
export function pageQuestions(deep: { firstSeenAt: string; id: string }): Questions {
  const cursor = encodeCursor([deep.firstSeenAt, deep.id]);
  return {
    firstPage: () => "/messages",
    deepPage: () => `/messages?cursor=${cursor}`,
  };
}

/** P12: fields and texts; those of `bodyText` stand in bodies only. */
export const SEARCHES: Readonly<Record<"bodyField" | "attribute" | "errorText" | "anyText", (turn: number) => string>> =
  {
    bodyField: (turn) => messages(`body.customer.id=cu-${(turn * 37) % 4_000}`),
    attribute: (turn) => messages(`attr.tenant:tenant-${(turn * 37) % 90}`),
    errorText: (turn) => messages(`error:"order ${100_000 + ((turn * 7_919) % 90_000)} of"`),
    anyText: (turn) => messages(`"${orderIdOf(turn)}"`),
  };

/** Stands in the error text and in the body of one message. */
function orderIdOf(turn: number): number {
  return 100_000 + ((turn * 7_919) % 90_000);
}
