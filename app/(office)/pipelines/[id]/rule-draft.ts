import type { InputOf } from "@/lib/contract";

export const RULE_PARTS = ["name", "account", "region", "tagKey", "tagValue"] as const;
export type RuleDraft = Readonly<Record<(typeof RULE_PARTS)[number], string>>;

export const EMPTY_RULE: RuleDraft = { name: "", account: "", region: "", tagKey: "", tagValue: "" };

/** What the draft matches; undefined while it names nothing, for a rule must not match everything. */
export function matchFrom(draft: RuleDraft): InputOf<"addPipelineRule">["match"] | undefined {
  const { name, account, region, tagKey, tagValue } = draft;
  const match = {
    ...(account.trim() ? { account: account.trim() } : {}),
    ...(region.trim() ? { region: region.trim() } : {}),
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(tagKey.trim() ? { tag: { key: tagKey.trim(), ...(tagValue.trim() ? { value: tagValue.trim() } : {}) } } : {}),
  };
  return Object.keys(match).length > 0 ? match : undefined;
}
