import { formatCount } from "@/app/_components/format";
import type { Status } from "@/app/_components/ui/status";
import type { Plan } from "@/lib/contract/plans";
import { approvalsWords } from "@/lib/core/approvals/approvals-needed";
import type { ApprovalKind, ApprovalState } from "@/lib/core/approvals/standing";

type Approval = Plan["approval"];

const STATES: Record<ApprovalState, { status: Status; word: string }> = {
  "not-needed": { status: "pass", word: "Needs none" },
  "not-asked": { status: "waiting", word: "Not asked yet" },
  awaiting: { status: "waiting", word: "Waiting" },
  approved: { status: "pass", word: "Approved" },
  refused: { status: "rejected", word: "Refused" },
  withdrawn: { status: "cancelled", word: "Taken back" },
  expired: { status: "cancelled", word: "Expired" },
  applied: { status: "done", word: "Applied" },
};

export function approvalStatus(state: ApprovalState): { status: Status; word: string } {
  return STATES[state];
}

/** "Needs 1 approval: production, more than 100 messages." */
export function needsText({ needed, reasons }: Pick<Approval, "needed" | "reasons">): string {
  return needed === 0 ? "Needs no approval." : `Needs ${approvalsWords(needed)}: ${reasons.join("; ")}.`;
}

/** Why the plan cannot be applied for want of approvals; undefined when it is not for that. */
export function waitsText({ state, needed, given, reasons }: Approval): string | undefined {
  if (state === "not-asked") return needsText({ needed, reasons });
  if (state !== "awaiting") return undefined;
  const counting = given.filter(({ counts }) => counts).length;
  const missing = Math.max(1, needed - counting);
  return `Waits for ${missing === 1 ? "somebody else" : `${missing} other people`} to approve it: ${reasons.join("; ")}.`;
}

/** An approval was given that does not count any more: whoever gave it lost the right. Somebody must be asked again. */
export function isLost({ state, given }: Approval): boolean {
  return state === "awaiting" && given.some(({ counts }) => !counts);
}

const SAID: Record<ApprovalKind, string> = {
  asked: "asked for approval",
  approved: "approved",
  refused: "refused",
  commented: "wrote",
  withdrawn: "took the plan back",
};

export function saidWords(kind: ApprovalKind): string {
  return SAID[kind];
}

/** How much a plan is about, for a row: a number, or that nobody knows. */
export function sizeText(plan: Pick<Plan, "isScopeFrozen" | "itemCount" | "action">): string {
  if (plan.action === "raise-retention") return "none";
  return plan.isScopeFrozen ? formatCount(plan.itemCount) : "whole queue";
}

/** The hash as people compare it. */
export function shortHash(hash: string): string {
  const hex = hash.replace("sha256:", "");
  return `${hex.slice(0, 4)} ${hex.slice(4, 8)} … ${hex.slice(-4)}`;
}
