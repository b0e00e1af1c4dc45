import type { Place } from "./navigation";

/** What the frame around every page shows. Counts that are not known stay absent; they are never 0 by default. */
export type ShellFacts = {
  isSimulated: boolean;
  viewer: { name: string; email?: string; role: string };
  counts: Partial<Record<Place["key"], number>>;
  accounts: { seen: number; total: number };
  /** What the tool itself costs in this calendar month at the present rate. */
  monthCostDollars: number | null;
  live: Live;
  /** Present while all writes are stopped. */
  writesStopped?: { at: string; by: string; reason?: string };
};

export type Live =
  | { kind: "live"; readAt: string }
  | { kind: "stale"; readAt: string }
  | { kind: "blind"; since: string }
  | { kind: "reconnecting"; readAt: string | null }
  | { kind: "waiting" };

export type Scope = { accountId: string; accountName: string; regions: string[] };

export type ScopeChoice = { accountId?: string; region?: string };
