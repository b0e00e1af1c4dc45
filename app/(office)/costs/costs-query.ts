import type { Parameters } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import type { InputOf } from "@/lib/contract";

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
/** As far back as the choice reaches; the address reaches further. */
const CHOICES = 13;

/** The month that the address names; undefined is the present one. */
export function monthIn(parameters: Parameters): string | undefined {
  const month = parameters.get("month");
  return month !== null && MONTH.test(month) ? month : undefined;
}

/** Only the month, for questions that have no scope. */
export function monthQuery(parameters: Parameters): { month?: string } {
  const month = monthIn(parameters);
  return month ? { month } : {};
}

/** The question that the address of the cost page asks. */
export function costsQuery(parameters: Parameters): InputOf<"getCosts"> {
  return { ...monthQuery(parameters), ...scopeIn(parameters) };
}

/** Where the same figures are as a file. */
export function exportAddress(parameters: Parameters): string {
  const query = new URLSearchParams(costsQuery(parameters) as Record<string, string>);
  return `/api/v1/costs/export${query.size > 0 ? `?${query}` : ""}`;
}

/** The month of UTC of a moment: "2026-11". */
export function monthOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 7);
}

/** The months to choose from, the newest first; the chosen one is always among them. */
export function monthChoices(nowMs: number, chosen: string | undefined): string[] {
  const now = new Date(nowMs);
  const months = Array.from({ length: CHOICES }, (_, back) =>
    monthOf(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)),
  );
  if (chosen === undefined || months.includes(chosen)) return months;
  return [...months, chosen].sort().reverse();
}

/** "November 2026" */
export function monthName(month: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString("en-GB", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}
