/** An account of the organisation by where it lies and how it is tagged. */
export interface PlacedAccount {
  /** Names and ids of its organisational units, from the root down. */
  readonly ouPath: readonly string[];
  readonly ouIds: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}
export interface Unit {
  readonly id: string;
  readonly path: string;
  /** Of accounts in it and in the units below. */
  readonly accountCount: number;
}

export function pathOf(names: readonly string[]): string {
  return names.join(" / ");
}

/** Every unit that holds an account, itself or below, by path. */
export function unitsOf(accounts: readonly PlacedAccount[]): Unit[] {
  const units = new Map<string, Unit>();
  for (const { ouIds, ouPath } of accounts)
    for (const [depth, id] of ouIds.entries()) {
      const before = units.get(id)?.accountCount ?? 0;
      units.set(id, { id, path: pathOf(ouPath.slice(0, depth + 1)), accountCount: before + 1 });
    }
  return [...units.values()].sort((a, b) => (a.path === b.path ? compare(a.id, b.id) : compare(a.path, b.path)));
}

/** Whether the account lies in the unit, however deep, and bears the tag: `key`, or `key=value` to the letter. */
export function isWanted(
  account: PlacedAccount,
  wish: { readonly ou?: string | undefined; readonly tag?: string | undefined },
) {
  if (wish.ou !== undefined && !account.ouIds.includes(wish.ou)) return false;
  if (wish.tag === undefined) return true;
  // Keys and values may hold "=" themselves, so the text is compared, not taken apart.
  return Object.entries(account.tags).some(([key, value]) => wish.tag === key || wish.tag === `${key}=${value}`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
