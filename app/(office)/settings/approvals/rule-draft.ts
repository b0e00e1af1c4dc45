import { type ApprovalRule, approvalRuleSchema, type RuleAction } from "@/lib/core/approvals/rule";

/** A rule as a form holds it: every part is there, empty where nothing is said. */
export interface RuleDraft {
  readonly name: string;
  readonly approvals: 1 | 2;
  readonly action: RuleAction | "";
  readonly messagesOver: string;
  readonly production: boolean;
  readonly fifo: boolean;
  readonly editedBodies: boolean;
  readonly overriddenCheck: boolean;
  readonly accountIds: readonly string[];
  readonly environments: string;
}
export const EMPTY_DRAFT: RuleDraft = {
  name: "",
  approvals: 1,
  action: "",
  messagesOver: "",
  production: false,
  fifo: false,
  editedBodies: false,
  overriddenCheck: false,
  accountIds: [],
  environments: "",
};

export function draftOf({ name, approvals, when, accountIds, environments }: ApprovalRule): RuleDraft {
  return {
    name,
    approvals,
    action: when.action ?? "",
    messagesOver: when.messagesOver === undefined ? "" : String(when.messagesOver),
    production: when.production ?? false,
    fifo: when.fifo ?? false,
    editedBodies: when.editedBodies ?? false,
    overriddenCheck: when.overriddenCheck ?? false,
    accountIds: accountIds ?? [],
    environments: environments?.join(", ") ?? "",
  };
}

/** The rule that a form describes. A new one gets an id from its name that no other rule has. */
export function ruleOf(
  draft: RuleDraft,
  before: ApprovalRule | undefined,
  taken: readonly ApprovalRule[],
): ApprovalRule {
  const environments = draft.environments
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
  const messagesOver = draft.messagesOver.trim();
  return {
    id:
      before?.id ??
      freeId(
        draft.name,
        taken.map(({ id }) => id),
      ),
    name: draft.name.trim(),
    isOn: before?.isOn ?? true,
    when: {
      ...(messagesOver === "" ? {} : { messagesOver: Number(messagesOver) }),
      ...(draft.production ? { production: true } : {}),
      ...(draft.fifo ? { fifo: true } : {}),
      ...(draft.action === "" ? {} : { action: draft.action }),
      ...(draft.editedBodies ? { editedBodies: true } : {}),
      ...(draft.overriddenCheck ? { overriddenCheck: true } : {}),
    },
    ...(draft.accountIds.length > 0 ? { accountIds: [...draft.accountIds] } : {}),
    ...(environments.length > 0 ? { environments } : {}),
    approvals: draft.approvals,
  };
}

function freeId(name: string, taken: readonly string[]): string {
  const base =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")
      .slice(0, 32) || "rule";
  let id = base;
  for (let number = 2; taken.includes(id); number++) id = `${base}-${number}`;
  return id;
}

/** What is wrong with a rule, by the field of the form; empty when nothing is. */
export function ruleProblems(rule: ApprovalRule, others: readonly ApprovalRule[]): Readonly<Record<string, string>> {
  const read = approvalRuleSchema.safeParse(rule);
  const issues = read.success ? [] : read.error.issues;
  const problems = Object.fromEntries(issues.map(({ path, message }) => [path.join("."), message]));
  return others.some(({ name }) => name === rule.name) ? { ...problems, name: "another rule has this name" } : problems;
}
