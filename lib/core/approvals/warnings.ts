import { approvalsWords } from "./approvals-needed";
import type { ApprovalRule } from "./rule";

/** What is wrong with rules that may be set all the same. `approverCount`: people who may approve; null: not known. */
export function approvalWarnings(rules: readonly ApprovalRule[], approverCount: number | null): string[] {
  if (approverCount === null) return [];
  return rules
    .filter((rule) => rule.isOn && rule.approvals > approverCount)
    .map(({ name, approvals }) => {
      const who = approverCount === 0 ? "nobody may approve plans" : "only one person may approve plans";
      return `“${name}” asks for ${approvalsWords(approvals)}, but ${who}: such a plan can only be applied by breaking the glass.`;
    });
}
