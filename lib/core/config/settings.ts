import type { OwnerRule } from "../ownership/ownership";
import type { ReadingRule } from "../selection/reading";
import { EVERYTHING_SELECTED, type Match, type Selection } from "../selection/selection";
import { type AlertSections, NO_ALERT_SECTIONS, normalisedSections } from "./alert-sections";

export const ROLE_FIELDS = ["read", "inspect", "operate"] as const;
/** An account as a file knows it: by number, roles by name when they are its own. */
export interface AccountSetting {
  readonly account: string;
  readonly name: string;
  readonly environment: string;
  readonly production: boolean;
  readonly regions: readonly string[];
  readonly roles: Readonly<Record<(typeof ROLE_FIELDS)[number], string | null>>;
}
/** All that a file can say, as it stands in an installation. */
export interface Installation extends AlertSections {
  readonly accounts: readonly AccountSetting[];
  readonly selection: Selection;
  readonly owners: readonly OwnerRule[];
  readonly reading: readonly ReadingRule[];
}
/** The same from a file: a section that is not there is left alone. */
export type SettingsDocument = { readonly [K in keyof Installation]?: Installation[K] | undefined };

/** Nothing connected, everything selected, nothing read. */
export const NOTHING_SET: Installation = {
  accounts: [],
  selection: EVERYTHING_SELECTED,
  owners: [],
  reading: [],
  ...NO_ALERT_SECTIONS,
};

/**
 * One spelling for everything that means the same: accounts by number, Regions sorted and once, a role of the account by
 * its name, keys in one order and without those that say nothing. Idempotent; the order of lists with meaning is kept.
 */
export function normalised<T extends SettingsDocument>(document: T): T & SettingsDocument {
  const { accounts, selection, owners, reading } = document;
  return {
    ...document,
    ...(accounts && { accounts: accounts.map(normalisedAccount).sort(byNumber) }),
    ...(selection && {
      selection: { include: selection.include.map(normalisedMatch), exclude: selection.exclude.map(normalisedMatch) },
    }),
    ...(owners && { owners: owners.map(normalisedOwner) }),
    ...(reading && {
      reading: reading.map(({ match, mode, autoRescue }) => ({ match: normalisedMatch(match), mode, autoRescue })),
    }),
    ...normalisedSections(document),
  };
}

const OWN_ROLE = /^arn:[a-z-]+:iam::(\d{12}):role\/([\w+=,.@/-]{1,64})$/;
/** A role of this account by its name, any other as it is written. */
export function shortRole(role: string, account: string): string {
  const [, of, name] = OWN_ROLE.exec(role) ?? [];
  return of === account && name ? name : role;
}

/** The ARN of a role that is written as a name or as an ARN. */
export function roleArnOf(role: string, account: string, partition: string): string {
  return role.startsWith("arn:") ? role : `arn:${partition}:iam::${account}:role/${role}`;
}

function normalisedAccount({ account, name, environment, production, regions, roles }: AccountSetting): AccountSetting {
  const short = (role: string | null) => (role === null ? null : shortRole(role, account));
  return {
    account,
    name,
    environment,
    production,
    regions: [...new Set(regions)].sort(),
    roles: { read: short(roles.read), inspect: short(roles.inspect), operate: short(roles.operate) },
  };
}

function normalisedMatch({ account, region, name, tag }: Match): Match {
  return {
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
    ...(name !== undefined && { name }),
    ...(tag && { tag: { key: tag.key, ...(tag.value !== undefined && { value: tag.value }) } }),
  };
}

function normalisedOwner({ match, owner, team, tier, runbook }: OwnerRule): OwnerRule {
  return {
    match: normalisedMatch(match),
    ...(owner !== undefined && { owner }),
    ...(team !== undefined && { team }),
    ...(tier && { tier }),
    ...(runbook !== undefined && { runbook }),
  };
}

function byNumber(a: AccountSetting, b: AccountSetting): number {
  return a.account < b.account ? -1 : 1;
}
