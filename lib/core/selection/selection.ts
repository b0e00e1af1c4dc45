import { globMatches } from "./glob";

/** Which resources a line is about; what is left out matches everything. All that is given must match. */
export interface Match {
  /** 12 digits, or a glob over the account's name. */
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** Glob over the resource's name: `*` any text, `?` one character, nothing else is special. */
  readonly name?: string | undefined;
  /** `key` alone: the tag is there; with a value, the value matches the glob. */
  readonly tag?: { readonly key: string; readonly value?: string | undefined } | undefined;
}
export interface Place {
  readonly awsAccountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly name: string;
  /** Null while nobody could read them: a line about tags then does not match. */
  readonly tags: Readonly<Record<string, string>> | null;
}

/** What is looked at. An exclusion beats every inclusion; without inclusions everything is included. */
export interface Selection {
  readonly include: readonly Match[];
  readonly exclude: readonly Match[];
}
export const EVERYTHING_SELECTED: Selection = { include: [], exclude: [] };

export function isSelected(selection: Selection, place: Place): boolean {
  if (selection.exclude.some((line) => matches(line, place))) return false;
  return selection.include.length === 0 || selection.include.some((line) => matches(line, place));
}

/** Whether tags decide anything: then they must be read before a queue can be left out. */
export function needsTags(selection: Selection): boolean {
  return [...selection.include, ...selection.exclude].some((line) => line.tag !== undefined);
}

export function matches(line: Match, place: Place): boolean {
  if (line.account !== undefined && !matchesAccount(line.account, place)) return false;
  if (line.region !== undefined && !globMatches(line.region, place.region)) return false;
  if (line.name !== undefined && !globMatches(line.name, place.name)) return false;
  return line.tag === undefined || matchesTag(line.tag, place.tags);
}

/** Lines that can be about one of these accounts: others name accounts that whoever asks may not see. */
export function linesAbout<L extends Match>(
  lines: readonly L[],
  accounts: readonly Pick<Place, "awsAccountId" | "accountName">[],
): L[] {
  return lines.filter(({ account }) => account === undefined || accounts.some((one) => matchesAccount(account, one)));
}

function matchesAccount(
  glob: string,
  { awsAccountId, accountName }: Pick<Place, "awsAccountId" | "accountName">,
): boolean {
  return /^\d{12}$/.test(glob) ? glob === awsAccountId : globMatches(glob, accountName);
}

function matchesTag(tag: NonNullable<Match["tag"]>, tags: Place["tags"]): boolean {
  const value = tags && Object.hasOwn(tags, tag.key) ? tags[tag.key] : undefined;
  if (value === undefined) return false;
  return tag.value === undefined || globMatches(tag.value, value);
}
