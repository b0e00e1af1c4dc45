import { expect, test } from "vitest";
import type { Account } from "@/lib/contract/accounts";
import { accountHeadline, accountsHeadline } from "./sight";

type Status = Account["regions"][number]["status"];
const seenAs = (...statuses: Status[]) => ({
  name: "orders-prod",
  regions: statuses.map((status) => ({
    region: "eu-central-1",
    status,
    blindSince: null,
    reason: null,
    missingAction: null,
    fix: null,
    checkedAt: null,
    seenAt: null,
    queueCount: 0,
  })),
});

test.each<[string, Status[][], string]>([
  ["none", [], "No account is connected yet."],
  ["all seen", [["ok"], ["ok", "ok"]], "All 2 accounts are seen."],
  ["one blind in one Region", [["ok"], ["ok", "blind"]], "1 of 2 accounts cannot be seen whole."],
  ["one not looked at", [["ok"], ["unknown"]], "1 of 2 accounts were not looked at yet."],
])("%s", (_, accounts, headline) => {
  expect(accountsHeadline(accounts.map((statuses) => seenAs(...statuses)))).toBe(headline);
});

test.each<[Status[], string]>([
  [["ok"], "orders-prod is seen in 1 Region."],
  [["ok", "blind"], "orders-prod is seen in 1 of 2 Regions."],
  [["blind"], "orders-prod cannot be seen."],
  [["unknown"], "orders-prod was not looked at yet."],
])("one account as %j", (statuses, headline) => {
  expect(accountHeadline(seenAs(...statuses))).toBe(headline);
});
