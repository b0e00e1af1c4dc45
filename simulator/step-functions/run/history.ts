import type { Execution, Thread } from "./execution";

/** One event of an execution's history; values in `details` are JSON values, shown as JSON text. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly at: number;
  readonly type: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export const MOST_EVENTS = 25_000;

/** Adds an event after the thread's last one. */
export function record(
  execution: Execution,
  thread: Pick<Thread, "previousEventId"> | undefined,
  type: string,
  now: number,
  details?: HistoryEvent["details"],
): void {
  execution.eventCount += 1;
  const id = execution.eventCount;
  const previousEventId = thread?.previousEventId ?? 0;
  if (thread) thread.previousEventId = id;
  if (!execution.isExpress) execution.history.push({ id, previousEventId, at: now, type, details });
}

const JSON_MEMBERS = ["input", "output", "parameters"];

/** An event as GetExecutionHistory shows it. */
export function shownEvent({ id, previousEventId, at, type, details }: HistoryEvent, withData: boolean) {
  const shown = Object.entries(details ?? {}).flatMap(([name, value]): [string, unknown][] => {
    if (!JSON_MEMBERS.includes(name)) return [[name, value]];
    const truncated: [string, unknown][] = name === "parameters" ? [] : [[`${name}Details`, { truncated: false }]];
    return withData ? [[name, JSON.stringify(value)], ...truncated] : truncated;
  });
  const member = details && { [detailsMember(type)]: Object.fromEntries(shown) };
  return { timestamp: new Date(at), type, id, previousEventId, ...member };
}

function detailsMember(type: string): string {
  const common = /State(Entered|Exited)$/.exec(type);
  const name = common ? `state${common[1]}` : type.charAt(0).toLowerCase() + type.slice(1);
  return `${name}EventDetails`;
}
