import type { Match } from "@/lib/core/selection/selection";

const PARTS = ["account", "region", "name", "tag"] as const;

/** Lines of text as people write them: `account=shop-*  name=*-preview-*`, `tag=team:checkout`. One line, one match. */
export function textOfMatches(matches: readonly Match[]): string {
  return matches.map(textOf).join("\n");
}

export function textOf({ account, region, name, tag }: Match): string {
  const parts = { account, region, name, tag: tag && (tag.value === undefined ? tag.key : `${tag.key}:${tag.value}`) };
  return PARTS.flatMap((part) => (parts[part] === undefined ? [] : [`${part}=${quoted(parts[part])}`])).join("  ");
}

export type ReadMatches = { readonly matches: Match[]; readonly problems: string[] };

/** The matches of such lines; each wrong line is named with its number. A tag's value stands after the first colon. */
export function matchesIn(text: string): ReadMatches {
  const matches: Match[] = [];
  const problems: string[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const read = matchIn(line);
    if (typeof read === "string") problems.push(`Line ${at + 1}: ${read}`);
    else matches.push(read);
  }
  return { matches, problems };
}

function matchIn(line: string): Match | string {
  const match: { account?: string; region?: string; name?: string; tag?: Match["tag"] } = {};
  for (const word of line.match(/[^\s"]*"[^"]*"|\S+/g) ?? []) {
    const [key = "", ...rest] = word.split("=");
    const value = rest.join("=").replace(/^"|"$/g, "");
    const part = PARTS.find((one) => one === key);
    if (!part || value === "") return `"${word}" is not account=, region=, name= or tag= with a value.`;
    if (part === "tag") match.tag = tagIn(value);
    else match[part] = value;
  }
  return match;
}

function tagIn(text: string): NonNullable<Match["tag"]> {
  const colon = text.indexOf(":");
  return colon < 0 ? { key: text } : { key: text.slice(0, colon), value: text.slice(colon + 1) };
}

function quoted(value: string): string {
  return /\s/.test(value) ? `"${value}"` : value;
}
