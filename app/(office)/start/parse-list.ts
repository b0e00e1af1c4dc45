import type { InputOf } from "@/lib/contract";

type Named = InputOf<"connectAccounts">["accounts"][number];
export interface ReadList {
  readonly accounts: readonly Named[];
  /** What is wrong, with the line it stands in. */
  readonly problems: readonly string[];
}

const PRODUCTION = /^(prd|prod|production|live)$/i;

/**
 * Accounts from pasted lines: number, name, environment, parted at commas, semicolons or tabs. Empty lines and lines that
 * begin with # are passed over; each wrong line is named, and the others are still read.
 */
export function parseList(text: string): ReadList {
  const accounts: Named[] = [];
  const problems: string[] = [];
  const seen = new Map<string, number>();
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [number = "", name = "", environment = ""] = line.split(/[,;\t]/).map((part) => part.trim());
    const digits = number.replace(/[-\s]/g, "");
    const before = seen.get(digits);
    if (!/^\d{12}$/.test(digits)) problems.push(`Line ${at + 1}: "${number}" is not the 12 digits of an account.`);
    else if (before !== undefined) problems.push(`Line ${at + 1}: ${digits} stands in line ${before} already.`);
    else {
      seen.set(digits, at + 1);
      accounts.push({
        awsAccountId: digits,
        name: name || digits,
        environment: environment || "unknown",
        isProduction: PRODUCTION.test(environment),
      });
    }
  }
  return { accounts, problems };
}

/** Regions parted at commas or blanks. */
export function parseRegions(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}
