import type { ApprovalRule, ApprovalTerms } from "./rule";

/** What holds until somebody changes it. The first replaces the cap of 100 messages that plans in production had. */
export const DEFAULT_APPROVAL_RULES: readonly ApprovalRule[] = [
  {
    id: "many-in-production",
    name: "Many messages in production",
    isOn: true,
    when: { production: true, messagesOver: 100 },
    approvals: 1,
  },
  {
    id: "many-discarded",
    name: "Many messages discarded",
    isOn: true,
    when: { action: "discard", messagesOver: 100 },
    approvals: 1,
  },
  {
    id: "discard-in-production",
    name: "Discard in production",
    isOn: true,
    when: { action: "discard", production: true },
    approvals: 1,
  },
  { id: "purge", name: "Purge", isOn: true, when: { action: "purge" }, approvals: 2 },
  {
    id: "replay-in-production",
    name: "Replay in production",
    isOn: true,
    when: { action: "replay", production: true },
    approvals: 1,
  },
  {
    id: "edited-in-production",
    name: "Edited bodies in production",
    isOn: true,
    when: { editedBodies: true, production: true },
    approvals: 1,
  },
  { id: "overridden-check", name: "A check overridden", isOn: true, when: { overriddenCheck: true }, approvals: 1 },
];

export const DEFAULT_APPROVAL_TERMS: ApprovalTerms = { rules: DEFAULT_APPROVAL_RULES, applyLimit: 100 };
