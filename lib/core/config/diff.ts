import { ALERT_LISTS } from "./alert-sections";
import { inWords } from "./in-words";
import { type AccountSetting, type Installation, normalised, ROLE_FIELDS, type SettingsDocument } from "./settings";

/** One place where two settings differ; the values are for people to read. */
export interface Difference {
  /** Path in the document, for example `accounts.111111111111.regions`. */
  readonly path: string;
  readonly kind: "added" | "changed" | "removed";
  readonly before: string | null;
  readonly after: string | null;
}
/** What this file, or one before it, is allowed to take away: the accounts that a file brought. */
export interface Removable {
  readonly fromFile: ReadonlySet<string>;
  readonly prune: boolean;
}
const KEEPS_ALL: Removable = { fromFile: new Set(), prune: false };

/**
 * What must happen to `current` so that it is what `wanted` says; nothing when it is that already. Both may be spelled in
 * any way. Sections that `wanted` lacks are left alone, and so are accounts that it lacks unless they are pruned.
 */
export function diffSettings(
  current: Installation,
  wanted: SettingsDocument,
  removable: Removable = KEEPS_ALL,
): Difference[] {
  const from = normalised(current);
  const to = normalised(wanted);
  return [
    ...(to.accounts ? diffAccounts(from.accounts, to.accounts, removable) : []),
    ...(to.selection ? diffLists("selection.include", from.selection.include, to.selection.include) : []),
    ...(to.selection ? diffLists("selection.exclude", from.selection.exclude, to.selection.exclude) : []),
    ...(to.owners ? diffLists("owners", from.owners, to.owners) : []),
    ...(to.reading ? diffLists("reading", from.reading, to.reading) : []),
    ...ALERT_LISTS.flatMap((name) => diffLists(name, from[name], to[name] ?? from[name])),
    ...(to.review === undefined ? [] : diffValue("review", from.review, to.review)),
  ];
}

/** Accounts that an earlier file brought and this one lacks; none when it says nothing about accounts. */
export function unlistedAccounts(
  current: Installation,
  wanted: SettingsDocument,
  fromFile: ReadonlySet<string>,
): string[] {
  if (!wanted.accounts) return [];
  const listed = new Set(wanted.accounts.map(({ account }) => account));
  return current.accounts
    .map(({ account }) => account)
    .filter((account) => fromFile.has(account) && !listed.has(account));
}

/** The settings after `wanted` has been applied to `current`. */
export function settled(current: Installation, wanted: SettingsDocument, removable: Removable): Installation {
  const to = normalised(wanted);
  const gone = new Set(removable.prune ? unlistedAccounts(current, wanted, removable.fromFile) : []);
  const accounts = new Map(current.accounts.map((one) => [one.account, one]));
  for (const account of gone) accounts.delete(account);
  for (const one of to.accounts ?? []) accounts.set(one.account, one);
  return normalised({
    accounts: [...accounts.values()],
    selection: to.selection ?? current.selection,
    owners: to.owners ?? current.owners,
    reading: to.reading ?? current.reading,
    routes: to.routes ?? current.routes,
    staffedHours: to.staffedHours ?? current.staffedHours,
    thresholds: to.thresholds ?? current.thresholds,
    links: to.links ?? current.links,
    review: to.review === undefined ? current.review : to.review,
  });
}

function diffAccounts(
  from: readonly AccountSetting[],
  to: readonly AccountSetting[],
  { prune, fromFile }: Removable,
): Difference[] {
  const before = new Map(from.map((one) => [one.account, one]));
  const listed = new Set(to.map(({ account }) => account));
  const gone = prune ? from.filter(({ account }) => fromFile.has(account) && !listed.has(account)) : [];
  return [
    ...to.flatMap((after) => diffAccount(before.get(after.account), after)),
    ...gone.map((one) => difference(accountPath(one), one, undefined)),
  ];
}

function diffAccount(before: AccountSetting | undefined, after: AccountSetting): Difference[] {
  if (!before) return [difference(accountPath(after), undefined, after)];
  const path = accountPath(after);
  return [
    ...(["name", "environment", "production", "regions"] as const).flatMap((field) =>
      changed(`${path}.${field}`, before[field], after[field]),
    ),
    ...ROLE_FIELDS.flatMap((role) => changed(`${path}.roles.${role}`, before.roles[role], after.roles[role])),
  ];
}

/** Lists by place and content: lines that both begin or end with are the same lines, so one inserted line is one difference. */
function diffLists(path: string, from: readonly unknown[], to: readonly unknown[]): Difference[] {
  const start = sameLines(from, to);
  const end = sameLines(from.slice(start).reverse(), to.slice(start).reverse());
  const before = from.slice(start, from.length - end);
  const after = to.slice(start, to.length - end);
  return Array.from({ length: Math.max(before.length, after.length) }, (_, at) => {
    const place = `${path}.${start + at}`;
    if (at >= before.length) return [difference(place, undefined, after[at])];
    if (at >= after.length) return [difference(place, before[at], undefined)];
    return changed(place, before[at], after[at]);
  }).flat();
}

function diffValue(path: string, before: object | null, after: object | null): Difference[] {
  if (before && after) return changed(path, before, after);
  return isSame(before, after) ? [] : [difference(path, before ?? undefined, after ?? undefined)];
}

function sameLines(a: readonly unknown[], b: readonly unknown[]): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && isSame(a[count], b[count])) count += 1;
  return count;
}

function changed(path: string, before: unknown, after: unknown): Difference[] {
  return isSame(before, after) ? [] : [difference(path, before, after, "changed")];
}

/** Both are normalised: the same content has the same keys in the same order. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function difference(path: string, before: unknown, after: unknown, kind?: "changed"): Difference {
  return {
    path,
    kind: kind ?? (before === undefined ? "added" : "removed"),
    before: before === undefined ? null : inWords(withoutNumber(before)),
    after: after === undefined ? null : inWords(withoutNumber(after)),
  };
}

/** The path names the account already. */
function withoutNumber(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("account" in value && "roles" in value)) return value;
  const { account: _, ...rest } = value;
  return rest;
}

function accountPath({ account }: AccountSetting): string {
  return `accounts.${account}`;
}
