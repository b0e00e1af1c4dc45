import { z } from "zod";

/** Older than this it is not acted on; how long answers are remembered is longer, so that an old one sent again does nothing. */
export const ANSWER_DAYS = 7;
export const REMEMBERED_DAYS = 30;

/** What somebody said in PagerDuty about what they know under `dedupKey`. */
export interface PagerDutyAnswer {
  readonly eventId: string;
  readonly kind: "acknowledged" | "resolved";
  readonly dedupKey: string;
  readonly byName: string;
  readonly at: Date;
}

const text = z.string().max(1000);
const webhook = z.object({
  event: z.object({
    id: text.min(1),
    event_type: text,
    occurred_at: z.iso.datetime({ offset: true }),
    agent: z.object({ type: text.optional(), summary: text.nullish() }).nullish(),
    data: z.object({ incident_key: text.nullish(), alert_key: text.nullish() }),
  }),
});

const KINDS: Readonly<Record<string, PagerDutyAnswer["kind"]>> = {
  "incident.acknowledged": "acknowledged",
  "incident.resolved": "resolved",
};

/**
 * The answer in a V3 webhook; undefined for what is none: other events, a test, and what PagerDuty did by itself or because we told
 * it to. Only a person answers.
 */
export function pagerDutyAnswer(body: string): PagerDutyAnswer | undefined {
  const read = webhook.safeParse(jsonIn(body));
  if (!read.success) return undefined;
  const { id, event_type, occurred_at, agent, data } = read.data.event;
  const kind = Object.hasOwn(KINDS, event_type) ? KINDS[event_type] : undefined;
  const dedupKey = data.incident_key ?? data.alert_key;
  if (kind === undefined || !dedupKey || agent?.type !== "user_reference") return undefined;
  return { eventId: id, kind, dedupKey, byName: nameOf(agent.summary), at: new Date(occurred_at) };
}

/** A name in one line, as the database can hold it. */
function nameOf(summary: string | null | undefined): string {
  const name = (summary ?? "")
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, " ")
    .trim()
    .slice(0, 100)
    .trim();
  return name.isWellFormed() && name !== "" ? name : "somebody in PagerDuty";
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // What is no JSON says nothing, whoever signed it.
    return undefined;
  }
}
