import type { CauseKind } from "@/lib/core/failures/cause-kind";
import type { OriginKind } from "@/lib/core/failures/origins/origin";
import type { GroupingRule, SplitPart } from "@/lib/core/failures/rules/rule";

/** A rule as a form holds it: every part is there, empty where nothing is said. */
export interface RuleDraft {
  readonly name: string;
  readonly anchor: string;
  readonly originKind: OriginKind | "";
  readonly messageType: string;
  readonly errorText: string;
  readonly whereCause: CauseKind | "";
  readonly cause: CauseKind | "";
  readonly groupAs: string;
  readonly splitBy: readonly SplitPart[];
  readonly find: string;
  readonly by: string;
}
export const EMPTY_DRAFT: RuleDraft = {
  name: "",
  anchor: "",
  originKind: "",
  messageType: "",
  errorText: "",
  whereCause: "",
  cause: "",
  groupAs: "",
  splitBy: [],
  find: "",
  by: "",
};

/** The form shows one replacement; a rule that was made elsewhere with more keeps the others. */
export function draftOf({ name, where, does }: GroupingRule): RuleDraft {
  const [first] = does.replace;
  return {
    name,
    anchor: where.anchor ?? "",
    originKind: where.originKind ?? "",
    messageType: where.messageType ?? "",
    errorText: where.errorText ?? "",
    whereCause: where.cause ?? "",
    cause: does.cause ?? "",
    groupAs: does.groupAs ?? "",
    splitBy: does.splitBy,
    find: first?.find ?? "",
    by: first?.by ?? "",
  };
}

export function ruleOf(draft: RuleDraft, before?: GroupingRule): GroupingRule {
  const { originKind, whereCause, cause } = draft;
  const said = (text: string) => text.trim() || undefined;
  const replaced = said(draft.find) ? [{ find: draft.find.trim(), by: draft.by.trim() }] : [];
  return {
    name: draft.name.trim(),
    where: withoutNothing({
      anchor: said(draft.anchor),
      originKind: originKind || undefined,
      messageType: said(draft.messageType),
      errorText: said(draft.errorText),
      cause: whereCause || undefined,
    }),
    does: {
      ...withoutNothing({ cause: cause || undefined, groupAs: said(draft.groupAs) }),
      splitBy: [...draft.splitBy],
      replace: [...replaced, ...(before?.does.replace.slice(1) ?? [])],
    },
  };
}

function withoutNothing<T extends object>(parts: T): T {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as T;
}
