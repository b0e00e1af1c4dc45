import type { Hop } from "@/lib/contract/event-buses";

const INPUTS: Record<Hop["input"], string> = {
  event: "gets the event as it is",
  constant: "gets a fixed text, not the event",
  path: "gets a part of the event",
  transformer: "gets a text made from the event",
};

/** What of an event a target gets. */
export function inputWords(input: Hop["input"]): string {
  return INPUTS[input];
}

/** Whether what a target does not take is gone for good. */
export function losesEvents({ givesUp }: Pick<Hop, "givesUp">): boolean {
  return givesUp === "lost" || givesUp === "queue-refuses" || givesUp === "queue-gone";
}

/** What becomes of errors that are not retried, where that is the same for all of several targets. */
export function commonAtOnce(hops: readonly Pick<Hop, "atOnceWords">[]): string | undefined {
  const [first, ...others] = new Set(hops.map(({ atOnceWords }) => atOnceWords));
  return hops.length > 1 && others.length === 0 ? first : undefined;
}

/** "in payments-prod, in eu-west-1", where a target is not where its rule is. */
export function elsewhereWords({ otherAccount, otherRegion }: Pick<Hop, "otherAccount" | "otherRegion">): string {
  const account = otherAccount && `in account ${otherAccount.accountName ?? otherAccount.awsAccountId}`;
  return [account, otherRegion && `in ${otherRegion}`].filter(Boolean).join(", ");
}

/** Where a target is looked at: a bus among the events, all else where the inventory has it. */
export function hrefOfTarget({ resourceId, resourceKind, href }: Pick<Hop, "resourceId" | "resourceKind" | "href">) {
  return resourceKind === "bus" && resourceId ? `/events/buses/${resourceId}` : href;
}
