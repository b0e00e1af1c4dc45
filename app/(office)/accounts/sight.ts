import { formatPlural } from "@/app/_components/format";
import type { Account } from "@/lib/contract/accounts";

type Regions = Pick<Account, "regions">;

/** Whether every Region of the account can be seen. */
export function isSeen({ regions }: Regions): boolean {
  return regions.every(({ status }) => status === "ok");
}

/** The accounts in a sentence: how many are seen, and how many are blind somewhere; a part is never called all. */
export function accountsHeadline(accounts: readonly Regions[], isAll = true): string {
  if (accounts.length === 0) return isAll ? "No account is connected yet." : "No account is shown to you as a whole.";
  const blind = accounts.filter(({ regions }) => regions.some(({ status }) => status === "blind")).length;
  const waiting = accounts.filter(({ regions }) => regions.some(({ status }) => status === "unknown")).length;
  if (blind > 0) return `${blind} of ${formatPlural(accounts.length, "account")} cannot be seen whole.`;
  if (waiting > 0) return `${waiting} of ${formatPlural(accounts.length, "account")} were not looked at yet.`;
  const which = isAll ? "" : " shown to you";
  return accounts.length === 1 ? `The account${which} is seen.` : `All ${accounts.length} accounts${which} are seen.`;
}

/** One account in a sentence. */
export function accountHeadline({ name, regions }: Pick<Account, "name" | "regions">): string {
  const seen = regions.filter(({ status }) => status === "ok").length;
  if (seen === regions.length) return `${name} is seen in ${formatPlural(seen, "Region")}.`;
  if (regions.some(({ status }) => status === "blind"))
    return seen === 0
      ? `${name} cannot be seen.`
      : `${name} is seen in ${seen} of ${formatPlural(regions.length, "Region")}.`;
  return `${name} was not looked at yet.`;
}
