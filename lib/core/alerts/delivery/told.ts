import type { AlertLine, AlertMessage, ChannelMessage } from "../notification";

export interface Link {
  readonly label: string;
  readonly url: string;
}
/** What a channel for people says, before it is put into that channel's form. Nothing in it is escaped yet. */
export interface Told {
  /** One line: what happened to what. */
  readonly subject: string;
  readonly lines: readonly { readonly text: string; readonly link: Link | null }[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly links: readonly Link[];
  /** Pages to act on; opening one changes nothing. */
  readonly buttons: readonly Link[];
}

/** A message as people read it in chat and mail. */
export function told(message: ChannelMessage): Told {
  if (message.kind === "review")
    return {
      subject: lineOf(message.title),
      lines: message.lines.map((text) => ({ text: lineOf(text), link: null })),
      facts: [],
      links: [],
      buttons: linksOf([{ label: "Open the review", url: message.openUrl }]),
    };
  return {
    subject: lineOf(`${stateOf(message)}${message.number === null ? "" : `A-${message.number} `}${message.title}`),
    lines: [...message.reasons.map(reasonLine), ...moreOf(message)],
    facts: factsOf(message),
    links: linksOf([
      ...message.pipelines.map(({ name, url }) => ({ label: `Pipeline ${name}`, url })),
      ...message.links,
    ]),
    buttons: buttonsOf(message),
  };
}

function stateOf({ kind, severity, acknowledgedBy }: AlertMessage): string {
  if (kind === "test") return "Test: ";
  if (kind === "resolved") return "Resolved: ";
  if (kind === "acknowledged") return acknowledgedBy === null ? "Acknowledged: " : `${acknowledgedBy} has it: `;
  if (kind === "repeated") return severity === "page" ? "Still open, nobody has it: " : "Still open: ";
  return severity === "page" ? "Page: " : "";
}

function reasonLine({ sentence, subject, since, url }: AlertLine): Told["lines"][number] {
  return {
    text: lineOf(`${sentence} Since ${timeOf(since)}.`),
    link: linksOf([{ label: lineOf(subject), url }])[0] ?? null,
  };
}
function moreOf({ moreCount }: AlertMessage): Told["lines"] {
  if (moreCount === 0) return [];
  return [{ text: moreCount === 1 ? "One more reason." : `${moreCount} more reasons.`, link: null }];
}

function factsOf(message: AlertMessage): Told["facts"] {
  const { owner, team, environment, accounts, regions } = message;
  const isAboutOwner = message.kind !== "test" && message.alertId !== null;
  const facts: [label: string, value: string | null][] = [
    ["Owner", isAboutOwner ? (joined([owner, team]) ?? "nobody") : null],
    ["Pipelines", joined(message.pipelines.map(({ name }) => name))],
    ["Where", joined([environment, ...accounts, ...regions])],
    ["Since", message.kind === "test" ? null : timeOf(message.openedAt)],
    ["Time to loss", message.timeToLoss],
    ["Suspected change", message.suspect],
    ["Last run", message.lastRun],
    ["Runbook", message.runbook],
    ["Acknowledged by", message.acknowledgedBy],
    ["Resolved", message.resolvedAt === null ? null : timeOf(message.resolvedAt)],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value: lineOf(value) }]));
}

function buttonsOf({ kind, openUrl, acknowledgeUrl }: AlertMessage): Link[] {
  const asks = kind === "opened" || kind === "repeated";
  const open = { label: "Open", url: openUrl };
  return linksOf(asks ? [open, { label: "Acknowledge", url: acknowledgeUrl }] : [open]);
}

/** Only addresses of the web become links: no other scheme is opened for anybody. */
function linksOf(links: readonly Link[]): Link[] {
  return links.filter(({ url }) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol));
}

function joined(parts: readonly (string | null)[]): string | null {
  const known = parts.filter((part) => part !== null && part !== "");
  return known.length > 0 ? known.join(" · ") : null;
}

/** `2026-11-22 03:04 UTC` */
function timeOf(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** One line without control characters: what is written into headers can begin no other. */
function lineOf(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}
