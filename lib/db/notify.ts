import type { IntentTopic } from "@/lib/core/intent";
import type { Sql } from "./connect";
import { execute, sql } from "./query";

export interface Intent {
  readonly topic: IntentTopic;
  readonly id: string;
  readonly accountId: string | null;
}
export interface DloEvent {
  readonly topic:
    | "run"
    | "class"
    | "queue"
    | "account"
    | "plan"
    | "writes"
    | "vault"
    | "coverage"
    | "pipeline"
    | "notice"
    | "alert"
    | "channel"
    | "review";
  readonly id: string;
  readonly accountId: string | null;
}

/** Tells the workers of a wish. Inside a transaction they hear of it exactly when it commits. */
export async function notifyIntent(db: Sql, intent: Intent): Promise<void> {
  await execute(db, sql`SELECT pg_notify('dlo_intent', ${JSON.stringify(intent)})`);
}

/** The same of several wishes, in one statement. */
export async function notifyIntents(db: Sql, intents: readonly Intent[]): Promise<void> {
  if (intents.length === 0) return;
  const texts = intents.map((intent) => JSON.stringify(intent));
  await execute(db, sql`SELECT pg_notify('dlo_intent', i.text) FROM unnest(${texts}::text[]) AS i(text)`);
}

/** Tells open pages that something changed; they read it again. Carries no content. */
export async function notifyChange(db: Sql, event: DloEvent): Promise<void> {
  await execute(db, sql`SELECT pg_notify('dlo_event', ${JSON.stringify(event)})`);
}

/** The same of several things, in one statement. */
export async function notifyChanges(db: Sql, events: readonly DloEvent[]): Promise<void> {
  if (events.length === 0) return;
  const texts = events.map((event) => JSON.stringify(event));
  await execute(db, sql`SELECT pg_notify('dlo_event', e.text) FROM unnest(${texts}::text[]) AS e(text)`);
}
