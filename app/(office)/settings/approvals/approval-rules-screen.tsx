"use client";

import type { ApprovalRules } from "@/lib/contract/approvals";
import { LimitPanel } from "./limit-panel";
import { RulesPanel } from "./rules-panel";
import { SaveBar } from "./save-bar";
import { useApprovalRules } from "./use-approval-rules";

export type AccountName = { readonly id: string; readonly name: string };
type Props = { rules: ApprovalRules; accounts: readonly AccountName[] };

/** Which plans need how many other people, and how large a plan may be without the right for large ones. */
export function ApprovalRulesScreen({ rules: first, accounts }: Props) {
  const rules = useApprovalRules(first);
  return (
    <div className="grid max-w-[980px] gap-4">
      <RulesPanel rules={rules} accounts={accounts} />
      <LimitPanel rules={rules} />
      <SaveBar rules={rules} />
    </div>
  );
}
