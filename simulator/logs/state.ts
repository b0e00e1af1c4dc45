import { Table } from "../table";

export interface LogLine {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly ingestedAt: number;
  readonly stream: string;
  readonly message: string;
  /** Sorts as the lines of a group are told: by time, of the same time by arrival. */
  readonly eventId: string;
}

export interface LogStream {
  readonly createdAt: number;
  firstAt?: number;
  lastAt?: number;
  lastIngestedAt?: number;
}

export interface LogGroup {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly createdAt: number;
  retentionDays?: number;
  tags?: Readonly<Record<string, string>>;
  /** In the order of arrival. */
  lines: LogLine[];
  /** By name. */
  streams: Record<string, LogStream>;
}

export interface StreamPlace {
  readonly accountId: string;
  readonly region: string;
  readonly group: string;
  readonly stream: string;
}

const KEPT_LINES = 10_000;
const KEPT_STREAMS = 1000;
const DAY_MS = 86_400_000;

/** Log groups with their newest 10,000 lines each. */
export class LogsState {
  groups = new Table<LogGroup>();
  #lastEvent = 0;

  /** Writes lines into a group; group and stream are made when they do not exist, as Lambda does. */
  write(place: StreamPlace, lines: readonly { readonly at: number; readonly message: string }[], now: number): void {
    const { accountId, region, group: name, stream } = place;
    const group =
      this.groups.get(accountId, region, name) ??
      this.groups.put({ accountId, region, name, createdAt: now, lines: [], streams: {} });
    const facts = streamOf(group, stream, now);
    for (const { at, message } of lines) {
      this.#lastEvent += 1;
      const eventId = `${at}`.padEnd(36, "0").slice(0, 36 - 12) + `${this.#lastEvent}`.padStart(12, "0");
      group.lines.push({ at, ingestedAt: now, stream, message, eventId });
      facts.firstAt = Math.min(facts.firstAt ?? at, at);
      facts.lastAt = Math.max(facts.lastAt ?? at, at);
      facts.lastIngestedAt = now;
    }
    if (group.lines.length > KEPT_LINES * 1.1) forgetOld(group);
  }

  serialize() {
    return { lastEvent: this.#lastEvent, groups: this.groups.serialize() };
  }

  static load(data: ReturnType<LogsState["serialize"]>): LogsState {
    const state = new LogsState();
    state.#lastEvent = data.lastEvent;
    state.groups = Table.load(data.groups);
    return state;
  }
}

/** The stream of that name, made when it does not exist. */
export function streamOf(group: LogGroup, name: string, now: number): LogStream {
  const known = Object.hasOwn(group.streams, name) ? group.streams[name] : undefined;
  if (known) return known;
  const stream: LogStream = { createdAt: now };
  group.streams[name] = stream;
  return stream;
}

/** The lines that the group's retention has not taken away, in the order of arrival. */
export function keptLines({ lines, retentionDays }: LogGroup, now: number): readonly LogLine[] {
  if (retentionDays === undefined) return lines;
  const since = now - retentionDays * DAY_MS;
  return lines.filter(({ at }) => at >= since);
}

function forgetOld(group: LogGroup): void {
  group.lines = group.lines.slice(-KEPT_LINES);
  if (Object.keys(group.streams).length <= KEPT_STREAMS) return;
  const speaking = new Set(group.lines.map(({ stream }) => stream));
  group.streams = Object.fromEntries(Object.entries(group.streams).filter(([name]) => speaking.has(name)));
}
