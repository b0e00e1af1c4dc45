import { parseArn } from "@/lib/core/arn";

/** The default bus of an account, one of its own, or one that a partner of AWS feeds. */
export const BUS_KINDS = ["default", "custom", "partner"] as const;
export type BusKind = (typeof BUS_KINDS)[number];

export function busKindOf(name: string): BusKind {
  if (name === "default") return "default";
  return name.startsWith("aws.partner/") ? "partner" : "custom";
}

/** The name of a bus; a partner's bus has slashes in it. */
export function busNameOfArn(busArn: string): string {
  return parseArn(busArn)?.resource.replace(/^event-bus\//, "") ?? busArn;
}
