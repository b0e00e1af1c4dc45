import { escaped, linked, utcMinute } from "./markdown";
import type { AlertMessage } from "./notification";

/** One line of what people are told; with an address it is a link. */
export interface TextLine {
  readonly name: string;
  readonly text: string;
  readonly url?: string;
}

/** What an alert is called wherever it is told: `[PAGE] New failure: Card declined (alert 12)`. */
export function headline({ kind, severity, title, number, acknowledgedBy }: AlertMessage): string {
  const of = number === null ? "" : ` (alert ${number})`;
  if (kind === "test") return `Test: ${title}`;
  if (kind === "resolved") return `Over: ${title}${of}`;
  if (kind === "acknowledged") return `${acknowledgedBy ?? "Somebody"} has it: ${title}${of}`;
  const sign = severity === "page" ? "[PAGE]" : "[read]";
  return `${sign} ${kind === "repeated" ? "Still: " : ""}${title}${of}`;
}

/**
 * The same lines for every channel, in the order in which somebody who was woken asks: what, since when, how long still, what
 * changed, what was tried, whose it is, where to go. What is not known is left out, never guessed.
 */
export function linesOf(message: AlertMessage): TextLine[] {
  const { owner, team, environment, accounts, regions, moreCount, acknowledgedBy } = message;
  const where = [...accounts, ...regions, ...(environment === null ? [] : [environment])].join(", ");
  const whose = [owner, team].flatMap((name) => name ?? []).join(", ");
  return [
    ...message.reasons.map(({ subject, sentence, since, url }) => ({
      name: subject,
      text: `${sentence} Since ${utcMinute(since)}.`,
      url,
    })),
    ...(moreCount > 0 ? [{ name: "And", text: `${moreCount} more reasons.`, url: message.openUrl }] : []),
    ...line("Time to loss", message.timeToLoss),
    ...line("Suspicion", message.suspect),
    ...line("Last run", message.lastRun),
    ...message.pipelines.map(({ name, url }) => ({ name: "Pipeline", text: name, url })),
    ...line("Where", where),
    ...line("Owner", whose),
    ...line("Opened", utcMinute(message.openedAt)),
    ...line("Over", message.resolvedAt && utcMinute(message.resolvedAt)),
    ...line("Who has it", acknowledgedBy),
    ...(message.runbook === null ? [] : [{ name: "Runbook", text: message.runbook, url: message.runbook }]),
  ];
}

/** Where to go from a message: to read, to answer, and to what people set up. */
export function doorsOf({
  kind,
  openUrl,
  acknowledgeUrl,
  links,
}: AlertMessage): readonly { label: string; url: string }[] {
  const canAnswer = kind === "opened" || kind === "repeated";
  return [
    { label: "Open", url: openUrl },
    ...(canAnswer ? [{ label: "Acknowledge (asks once more)", url: acknowledgeUrl }] : []),
    ...links,
  ];
}

export function plainText(message: AlertMessage): string {
  const told = linesOf(message).map(({ name, text, url }) =>
    url === undefined || url === text ? `${name}: ${text}` : `${name}: ${text}\n  ${url}`,
  );
  const doors = doorsOf(message).map(({ label, url }) => `${label}: ${url}`);
  return `${headline(message)}\n\n${told.join("\n")}\n\n${doors.join("\n")}\n`;
}

export function markdownText(message: AlertMessage): string {
  const told = linesOf(message).map(({ name, text, url }) =>
    url === undefined ? `- **${escaped(name)}**: ${escaped(text)}` : `- **${linked(name, url)}**: ${escaped(text)}`,
  );
  const doors = doorsOf(message).map(({ label, url }) => linked(label, url));
  return `**${escaped(headline(message))}**\n\n${told.join("\n")}\n\n${doors.join(" · ")}\n`;
}

function line(name: string, text: string | null): TextLine[] {
  return text === null || text === "" ? [] : [{ name, text }];
}
