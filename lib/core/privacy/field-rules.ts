import { fieldSegments, isPlace } from "./field-path";
import type { MaskingRule } from "./masking-rule";

export interface FieldRules {
  /** The first rule that means the place with these names, lists left out. */
  at(keys: readonly string[]): MaskingRule | undefined;
  /** The first rule whose last name this is: where a text is cut, what stands around a field is not known. */
  named(name: string): MaskingRule | undefined;
  readonly names: readonly string[];
}

type FieldRule = { readonly rule: MaskingRule; readonly segments: readonly string[] };

/** The rules about fields, ready to be asked; those with an invalid path say nothing. */
export function fieldRules(rules: readonly MaskingRule[]): FieldRules {
  const byName = new Map<string, FieldRule[]>();
  for (const rule of rules) {
    const segments = rule.find.kind === "field" ? fieldSegments(rule.find.path) : undefined;
    const name = segments?.at(-1)?.toLowerCase();
    if (segments !== undefined && name !== undefined)
      byName.set(name, [...(byName.get(name) ?? []), { rule, segments }]);
  }
  const anyName = byName.get("*") ?? [];
  return {
    at: (keys) => {
      const name = keys.at(-1);
      if (byName.size === 0 || name === undefined) return undefined;
      const candidates = [...(byName.get(name.toLowerCase()) ?? []), ...anyName];
      return candidates.find(({ segments }) => isPlace(segments, keys))?.rule;
    },
    named: (name) => byName.get(name.toLowerCase())?.[0]?.rule,
    names: [...byName.keys()].filter((name) => name !== "*"),
  };
}
