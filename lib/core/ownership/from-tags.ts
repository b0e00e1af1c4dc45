import { NO_OWNERSHIP, type Ownership, TIERS } from "./ownership";

/** Keys as people write them, without case, signs and prefix; the first of a list is the one that is asked first. */
const KEYS = {
  owner: ["owner", "serviceowner", "resourceowner", "appowner", "applicationowner", "ownedby", "owneremail"],
  team: ["team", "teamname", "owningteam", "ownerteam", "squad"],
  tier: ["tier", "servicetier"],
  runbook: ["runbook", "runbookurl"],
} as const satisfies Record<keyof Ownership, readonly string[]>;
const PREFIXED = 0.5;
const LONGEST_TEXT = 200;
const LONGEST_ADDRESS = 2000;

/**
 * What tags say about an owner. `Owner`, `service-owner` and `dlo:owner` are all read; of several that say the same thing
 * `dlo:` comes first, then the plainest key. A tier that is none of ours and a runbook that is no address say nothing.
 */
export function ownershipFromTags(tags: Readonly<Record<string, string>>): Ownership {
  const first = (part: keyof Ownership) => firstValue(tags, KEYS[part]);
  return {
    owner: clean(first("owner")),
    team: clean(first("team")),
    tier: tierOf(first("tier")),
    runbook: addressOf(first("runbook")),
  };
}

function firstValue(tags: Readonly<Record<string, string>>, names: readonly string[]): string | null {
  const ranked = Object.entries(tags)
    .map(([key, value]) => ({ key, value, rank: rankOf(key, names) }))
    .filter(({ rank, value }) => rank !== undefined && value.trim() !== "")
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || (a.key < b.key ? 1 : -1));
  return ranked[0]?.value ?? null;
}

/** How near a key is to the plain one, lower is nearer; undefined when it is about something else. */
function rankOf(key: string, names: readonly string[]): number | undefined {
  const lower = key.toLowerCase();
  if (lower.startsWith("aws:")) return undefined;
  const prefix = /^(.*)[:/]/.exec(lower)?.[1];
  const rank = names.indexOf(lower.slice(prefix === undefined ? 0 : prefix.length + 1).replace(/[-_. ]/g, ""));
  if (rank < 0) return undefined;
  if (prefix === undefined) return rank;
  return prefix === "dlo" ? rank - names.length : rank + PREFIXED;
}

/** Control characters become blanks; what is longer is cut between characters, never inside one. */
function clean(value: string | null): string | null {
  const text = (value ?? "").replace(/\p{Cc}/gu, " ").trim();
  return [...text].slice(0, LONGEST_TEXT).join("").trim() || null;
}

function tierOf(value: string | null): Ownership["tier"] {
  const digits = /^(?:tier|t)?[-_ ]?([1-4])$/i.exec((value ?? "").trim())?.[1];
  return TIERS.find((tier) => tier === digits) ?? NO_OWNERSHIP.tier;
}

/** Only http(s): a runbook becomes a link, and anybody who may tag a queue can write one. */
function addressOf(value: string | null): string | null {
  const text = (value ?? "").trim();
  const isWeb = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  return isWeb && text.length <= LONGEST_ADDRESS ? text : null;
}
