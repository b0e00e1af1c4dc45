import { type Link, type Told, told } from "@/lib/core/alerts/delivery/told";
import type { ChannelMessage } from "@/lib/core/alerts/notification";
import { type Asked, ask, failureFrom } from "./ask";
import type { Channel, Sent } from "./channel";
import { cut } from "./cut";

export interface SlackSecret {
  readonly webhookUrl: string;
}

/** Words of Slack's that mean this webhook will never work again. */
const GONE = [
  "no_service",
  "no_service_id",
  "no_team",
  "team_disabled",
  "invalid_token",
  "channel_is_archived",
  "channel_not_found",
];

/** An incoming webhook with Block Kit, and plain text for what shows no blocks. Buttons are links: Slack never calls us. */
export const slack: Channel<object, SlackSecret> = {
  async send(message, _config, { webhookUrl }, outside) {
    return outcomeOf(await ask(outside, webhookUrl, { method: "POST", body: payloadOf(message) }));
  },
};

function outcomeOf(asked: Asked): Sent {
  if (asked.kind === "answered" && asked.status === 200) return { kind: "delivered" };
  const failure = failureFrom(asked, "Slack", asked.kind === "answered" ? wordOf(asked.text) : "");
  const isGone = asked.kind === "answered" && (asked.status === 404 || GONE.includes(wordOf(asked.text)));
  return isGone ? { kind: "gone", reason: failure.reason } : failure;
}

/** Slack's failures are one word of plain text; anything else that is answered in its place is not shown. */
function wordOf(text: string): string {
  return /^[a-z_]{1,60}$/.test(text.trim()) ? text.trim() : "";
}

/** Limits of Block Kit, in characters. */
const HEADER = 150;
const SECTION = 3000;
/** Ours: the first of many reasons is not to take the place of all others. */
const SENTENCE = 240;
const LABEL = 120;
const FIELD = 2000;
const FIELDS = 10;
const BUTTON = 75;
const BUTTON_URL = 3000;

function payloadOf(message: ChannelMessage) {
  const { subject, lines, facts, links, buttons } = told(message);
  const blocks = [
    { type: "header", text: { type: "plain_text", text: cut(subject, HEADER), emoji: false } },
    ...section(lines.map(lineOf)),
    ...fieldsOf(facts),
    ...section(
      links.map(({ label, url }) => linked(label, url)),
      " · ",
    ),
    ...actions(buttons),
  ];
  return { text: cutEscaped(escaped(subject), SECTION), blocks, unfurl_links: false, unfurl_media: false };
}

function lineOf({ text, link }: Told["lines"][number]): string {
  const sentence = escaped(cut(text, SENTENCE));
  return link === null ? `• ${sentence}` : `• ${linked(link.label, link.url)}: ${sentence}`;
}

function section(parts: readonly string[], between = "\n") {
  if (parts.length === 0) return [];
  return [{ type: "section", text: { type: "mrkdwn", text: whole(parts, between) } }];
}

/** As many parts as fit, none of them broken inside a link; the first is cut when it alone does not. */
function whole(parts: readonly string[], between: string): string {
  let text = "";
  for (const part of parts) {
    const next = text === "" ? part : `${text}${between}${part}`;
    if (next.length > SECTION - 2)
      return text === "" ? cutEscaped(part, SECTION) : `${text}${between}…`.slice(0, SECTION);
    text = next;
  }
  return text;
}

function fieldsOf(facts: Told["facts"]) {
  if (facts.length === 0) return [];
  const fields = facts
    .slice(0, FIELDS)
    .map(({ label, value }) => ({ type: "mrkdwn", text: cutEscaped(`*${label}*\n${escaped(value)}`, FIELD) }));
  return [{ type: "section", fields }];
}

function actions(buttons: readonly Link[]) {
  const elements = buttons
    .filter(({ url }) => url.length <= BUTTON_URL)
    .map(({ label, url }, index) => ({
      type: "button",
      action_id: `open-${index}`,
      text: { type: "plain_text", text: cut(label, BUTTON), emoji: false },
      url,
    }));
  return elements.length === 0 ? [] : [{ type: "actions", elements }];
}

function linked(label: string, url: string): string {
  const target = escaped(url.replaceAll("|", "%7C"));
  return target.length > 1000 ? escaped(cut(label, LABEL)) : `<${target}|${escaped(cut(label, LABEL))}>`;
}

/** Slack reads these three; without them no text mentions anybody or becomes a link. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Cut, but never inside `&amp;`. */
function cutEscaped(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/&[a-z]{0,3}$/, "")}…`;
}
