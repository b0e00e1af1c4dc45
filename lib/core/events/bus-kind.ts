/** The default bus of an account, one of its own, or one that a partner of AWS feeds. */
export const BUS_KINDS = ["default", "custom", "partner"] as const;
export type BusKind = (typeof BUS_KINDS)[number];

export function busKindOf(name: string): BusKind {
  if (name === "default") return "default";
  return name.startsWith("aws.partner/") ? "partner" : "custom";
}
