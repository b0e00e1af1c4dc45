/** What we read of a Cost and Usage Report, and what the older form and CUR 2.0 call it. */
const NAMES = {
  startedAt: ["lineItem/UsageStartDate", "line_item_usage_start_date"],
  cost: ["lineItem/UnblendedCost", "line_item_unblended_cost"],
  currency: ["lineItem/CurrencyCode", "line_item_currency_code"],
  service: ["lineItem/ProductCode", "line_item_product_code"],
  account: ["lineItem/UsageAccountId", "line_item_usage_account_id"],
  region: ["product/region", "product/regionCode", "product_region", "product_region_code"],
  resource: ["lineItem/ResourceId", "line_item_resource_id"],
} as const;
export type BillColumn = keyof typeof NAMES;
const NEEDED = ["startedAt", "cost", "currency", "service", "account"] as const satisfies BillColumn[];
const TAG_MAP = "resource_tags";

export interface BillColumns {
  /** Where each is; -1 where the file does not have it. */
  readonly at: Readonly<Record<BillColumn, number>>;
  /** Of the tag that was asked for: a column of its own, or the map of all tags. */
  readonly tag: { readonly index: number; readonly isMap: boolean } | null;
  readonly unused: readonly string[];
}
export type FoundColumns =
  | { readonly kind: "columns"; readonly columns: BillColumns }
  | { readonly kind: "missing"; readonly names: readonly string[] };

/** Finds the columns by their names; those that are needed and missing are named as both forms call them. */
export function findColumns(header: readonly string[], tagKey: string | null): FoundColumns {
  const names = header.map((name) => name.replace(/^\uFEFF/, "").trim());
  const indexOf = (column: BillColumn) =>
    names.findIndex((name) => (NAMES[column] as readonly string[]).includes(name));
  const missing = NEEDED.filter((column) => indexOf(column) < 0);
  if (missing.length > 0) return { kind: "missing", names: missing.map((column) => NAMES[column].join(" or ")) };
  const keys = Object.keys(NAMES) as BillColumn[];
  const at = Object.fromEntries(keys.map((key) => [key, indexOf(key)])) as Record<BillColumn, number>;
  const tag = tagKey === null ? null : tagColumn(names, tagKey);
  const used = new Set([...Object.values(at), tag?.index ?? -1]);
  return { kind: "columns", columns: { at, tag, unused: names.filter((_, index) => !used.has(index)) } };
}

function tagColumn(names: readonly string[], tagKey: string): BillColumns["tag"] {
  const own = names.findIndex((name) => {
    const key = /^resourceTags\/(?:user:)?(.+)$/.exec(name)?.[1] ?? /^resource_tags_(.+)$/.exec(name)?.[1];
    return key !== undefined && isSameTag(key, tagKey);
  });
  if (own >= 0) return { index: own, isMap: false };
  const map = names.indexOf(TAG_MAP);
  return map < 0 ? null : { index: map, isMap: true };
}

/** CUR 2.0 writes `user_cost_center` for `cost-center`; case is not told apart. */
export function isSameTag(written: string, asked: string): boolean {
  const plain = (key: string) =>
    key
      .toLowerCase()
      .replace(/^user[:_]/, "")
      .replace(/[^a-z0-9]+/g, "_");
  return plain(written) === plain(asked);
}
