import type { Run, RunItem } from "@/lib/contract/runs";
import type { StoredMessage } from "@/simulator/sqs/message";
import type { Effect } from "@/simulator/usage";

/** A message as it lay in the dead-letter queue before anything was asked of us. */
export type Seeded = Pick<StoredMessage, "id" | "body" | "attributes" | "groupId" | "traceHeader">;

/** All that is true after a case: what AWS holds and did, and what the run says of it. */
export interface Evidence {
  readonly what: {
    /** Where the messages were: a restore takes them from the vault, which keeps its copies. */
    readonly origin: "queue" | "vault";
    readonly doneTo: "sent" | "kept";
    readonly duplicates: "resend" | "hold";
    readonly isFifo: boolean;
    /** Every message that a worker touched is free again by now, apart from what it hides until its time is over. */
    readonly isEverythingReleased: boolean;
  };
  readonly seeded: readonly Seeded[];
  /** Message ids of the plan. */
  readonly selected: ReadonlySet<string>;
  readonly run: Pick<Run, "state" | "reason" | "counters">;
  readonly items: readonly RunItem[];
  readonly named: readonly RunItem[];
  readonly dlq: readonly StoredMessage[];
  readonly destinations: readonly StoredMessage[];
  /** Bodies in the vault, opened. */
  readonly vault: readonly string[];
  /** What happened in these queues after the seeding, in order. */
  readonly effects: readonly Effect[];
  readonly dlqName: string;
  /** What strangers took out of the dead-letter queue. */
  readonly takenByOthers: ReadonlySet<string>;
  /** What strangers received: SQS answers *deleted* to an older handle than theirs, and deletes nothing. */
  readonly metByOthers: ReadonlySet<string>;
  readonly nowMs: number;
}

type Invariant = (evidence: Evidence) => string[];

/** What every case must leave behind, whatever died in it; each broken one is told with an example. */
export function brokenInvariants(evidence: Evidence): string[] {
  return Object.entries(INVARIANTS).flatMap(([name, holds]) => holds(evidence).map((why) => `${name}: ${why}`));
}

const LONGEST_HIDDEN_MS = 121_000;
const FINAL = ["done", "failed", "cancelled", "interrupted"];

const INVARIANTS: Readonly<Record<string, Invariant>> = {
  /** Nothing is lost. */
  I1(evidence) {
    const { seeded, dlq, destinations, vault, takenByOthers } = evidence;
    const there = new Set([...dlq, ...destinations].map(({ body }) => body).concat(vault));
    const lost = seeded.filter(({ id, body }) => !there.has(body) && !takenByOthers.has(id));
    return some("lost", lost.map(tell));
  },

  /** Whatever is there twice is named by the run; with hold, and of a FIFO queue, nothing is sent twice. */
  I2(evidence) {
    const { seeded, dlq, destinations, items, named, what, metByOthers } = evidence;
    const arrived = countBodies(destinations);
    const left = countBodies(dlq);
    const names = new Set(named.map(({ messageId }) => messageId));
    const byId = new Map(items.map((item) => [item.messageId, item]));
    const isOnce = what.duplicates === "hold" || what.isFifo;
    const broken = seeded.flatMap((message) => {
      const sent = arrived.get(message.body) ?? 0;
      const item = byId.get(message.id);
      const found = [];
      if (sent > 1 && isOnce) found.push(`arrived ${sent} times: ${tell(message)}`);
      else if (sent > 1 && !names.has(message.id)) found.push(`arrived ${sent} times, unnamed: ${tell(message)}`);
      if (item && sent > Math.max(1, item.attempt)) found.push(`${sent} copies of ${item.attempt} attempts`);
      if (
        sent > 0 &&
        (left.get(message.body) ?? 0) > 0 &&
        !(item && (isKnownInBoth(item) || metByOthers.has(message.id)))
      )
        found.push(`in both queues, but ${item?.state ?? "not of the run"}: ${tell(message)}`);
      return found;
    });
    return some("twice", broken);
  },

  /** What arrived is what was there: body, attributes, group, and from a queue the trace header. */
  I3({ seeded, destinations, what }) {
    const originals = new Map(seeded.map((message) => [message.body, message]));
    const known = destinations.filter(({ body }) => originals.has(body));
    const changed = known.flatMap((message) => {
      const [before, after] = [content(originals.get(message.body) ?? message, what), content(message, what)];
      return before === after ? [] : [`${before.slice(0, 200)} → ${after.slice(0, 200)}`];
    });
    const foreign = destinations.filter((message) => !known.includes(message));
    return [...some("changed", changed), ...some("that nobody seeded", foreign.map(tell))];
  },

  /** Every effect is in the ledger, every claim of the ledger is an effect, and nothing is deleted before it was sent. */
  I4: (evidence) => [...sendsAgree(evidence), ...deletesAgree(evidence)],

  /** The run has ended or can be resumed, and its counters add up. */
  I5({ run, items, selected }) {
    const { counters } = run;
    const parts = ["waiting", "sending", "sent", "rejected", "skipped", "ambiguous"] as const;
    const sum = parts.reduce((total, part) => total + counters[part], 0);
    const states = (...wanted: string[]) => items.filter(({ state }) => wanted.includes(state)).length;
    const broken = [];
    if (counters.selected !== sum || counters.selected !== selected.size)
      broken.push(`${selected.size} selected, ${counters.selected} counted, ${sum} in parts`);
    if (counters.sent !== states("sent", "deleted", "delete-unconfirmed"))
      broken.push("sent is not what the ledger has");
    if (counters.ambiguous !== states("ambiguous")) broken.push("ambiguous is not what the ledger has");
    const isWatched = run.state === "observing" && counters.waiting + counters.sending === 0;
    if (![...FINAL, "paused"].includes(run.state) && !isWatched)
      broken.push(`it neither ended nor can be resumed: ${run.state}`);
    if (FINAL.includes(run.state) && states("planned", "sending") > 0)
      broken.push(`${run.state} with unfinished items`);
    return broken;
  },

  /** Nobody else's message was touched, and what was looked at is visible again in time. */
  I6({ seeded, dlq, selected, takenByOthers, what, nowMs }) {
    const still = new Map(dlq.map((message) => [message.id, message]));
    const strangers = seeded.filter(({ id }) => !selected.has(id) && !takenByOthers.has(id));
    const gone = strangers.filter(({ id }) => !still.has(id));
    const hidden = dlq.filter(({ place, dueAt }) => place === "inFlight" && dueAt > nowMs + LONGEST_HIDDEN_MS);
    const held = what.isEverythingReleased
      ? dlq.filter(({ place, dueAt }) => place === "inFlight" && dueAt > nowMs)
      : [];
    return [
      ...some("not selected and gone", gone.map(tell)),
      ...some("hidden for long", hidden.map(tell)),
      ...some("never given back", held.map(tell)),
    ];
  },

  /** Whoever reads the run reads the truth: reasons where something did not go as asked, and no claim that is false. */
  I7({ run, items, dlq, destinations, vault, takenByOthers, metByOthers, what, seeded }) {
    const inDlq = new Set(dlq.map(({ id }) => id));
    const bodies = new Map(seeded.map(({ id, body }) => [id, body]));
    const done = new Set(what.doneTo === "kept" ? vault : destinations.map(({ body }) => body));
    const isDone = ({ messageId }: RunItem) => done.has(bodies.get(messageId) ?? "");
    const lies = items.flatMap((item) => {
      const { state, messageId, reason } = item;
      const isThere = inDlq.has(messageId);
      const isTaken = takenByOthers.has(messageId) || what.origin === "vault";
      if (["rejected", "skipped", "ambiguous", "delete-unconfirmed"].includes(state) && !reason)
        return [`${state} without a reason`];
      if (["sent", "deleted", "delete-unconfirmed"].includes(state) && !isDone(item))
        return [`${state}, but nowhere done`];
      if (state === "deleted" && isThere && !metByOthers.has(messageId)) return ["deleted, but still there"];
      if (state === "rejected" && !isThere && !isTaken) return ["rejected, but gone"];
      if (state === "skipped" && /not .*any more/.test(reason ?? "") && isThere)
        return [`still there, but "${reason}"`];
      if (state === "skipped" && isDone(item) && item.attempt === 0) return ["skipped, but done"];
      return [];
    });
    const isMute = ["paused", "failed", "interrupted"].includes(run.state) && !run.reason;
    return [...some("untrue", lies), ...(isMute ? [`${run.state} without a reason`] : [])];
  },
};

/** A message that lies in both queues is no surprise when the run says: not deleted yet, or perhaps sent. */
function isKnownInBoth({ state, attempt }: RunItem): boolean {
  return ["sent", "delete-unconfirmed", "ambiguous", "sending"].includes(state) || attempt > 1;
}

function sendsAgree({ effects, items, named, dlqName, what }: Evidence): string[] {
  if (what.doneTo === "kept") return some("sent by a run that sends nothing", ours(effects, "SendMessage").map(tell));
  const arrived = ours(effects, "SendMessage").filter(({ queueName }) => queueName !== dlqName);
  const ids = new Set(arrived.map(({ messageId }) => messageId));
  const claimed = items.flatMap(({ destinationMessageId }) => destinationMessageId ?? []);
  const unknown = arrived.filter(({ messageId }) => !claimed.includes(messageId));
  const mayBe = named.reduce((sum, { attempt }) => sum + attempt, 0);
  const false_ = claimed.filter((id) => !ids.has(id));
  return [
    ...some("claimed ids that no queue ever took", false_),
    ...(unknown.length > mayBe ? [`${unknown.length} sends that the run does not know, ${mayBe} named attempts`] : []),
  ];
}

function deletesAgree({ effects, items, seeded, dlqName, selected, what }: Evidence): string[] {
  const byId = new Map(items.map((item) => [item.messageId, item]));
  const deletes = ours(effects, "DeleteMessage").filter(({ queueName }) => queueName === dlqName);
  const wrong = deletes.flatMap(({ messageId }) => {
    const item = byId.get(messageId);
    if (!item || !selected.has(messageId)) return [`deleted, but not selected: ${messageId}`];
    if (["planned", "skipped", "rejected"].includes(item.state)) return [`deleted, but ${item.state}: ${messageId}`];
    return [];
  });
  const early = what.doneTo === "kept" ? 0 : earlyDeletes(effects, dlqName);
  const isOfUs = new Set(deletes.map(({ messageId }) => messageId));
  const inQueue = new Set(seeded.map(({ id }) => id));
  const foreign = [...isOfUs].filter((id) => !inQueue.has(id));
  return [
    ...some("", wrong),
    ...some("deleted what was not there before", foreign),
    ...(early > 0 ? [`${early} deletes came before a send`] : []),
  ];
}

/** How many more were deleted than had arrived, at the worst moment. FIFO sends that were dropped as repeated count once. */
function earlyDeletes(effects: readonly Effect[], dlqName: string): number {
  let [sent, worst] = [0, 0];
  for (const { action, queueName } of ours(effects, "SendMessage", "DeleteMessage")) {
    sent += action === "SendMessage" && queueName !== dlqName ? 1 : 0;
    sent -= action === "DeleteMessage" && queueName === dlqName ? 1 : 0;
    worst = Math.min(worst, sent);
  }
  return -worst;
}

function ours(effects: readonly Effect[], ...actions: Effect["action"][]): Effect[] {
  return effects.filter(
    ({ action, principalArn }) => actions.includes(action) && principalArn.includes(":assumed-role/"),
  );
}

function countBodies(messages: readonly StoredMessage[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { body } of messages) counts.set(body, (counts.get(body) ?? 0) + 1);
  return counts;
}

function content({ attributes, groupId, traceHeader }: Seeded, { origin }: Evidence["what"]): string {
  const trace = origin === "queue" ? traceHeader : undefined;
  return JSON.stringify([Object.entries(attributes ?? {}).sort(), groupId ?? null, trace ?? null]);
}

function tell(one: { readonly id?: string; readonly messageId?: string; readonly body?: string }): string {
  return `${one.id ?? one.messageId} ${one.body?.slice(0, 60) ?? ""}`.trim();
}

/** A count and the first three. */
function some(what: string, found: readonly string[]): string[] {
  return found.length === 0 ? [] : [`${found.length} ${what}: ${found.slice(0, 3).join(" | ")}`];
}
