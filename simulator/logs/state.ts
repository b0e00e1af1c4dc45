import { Table } from "../table";

export interface LogLine {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly ingestedAt: number;
  readonly stream: string;
  readonly message: string;
  readonly eventId: string;
}

export interface LogGroup {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly createdAt: number;
  retentionDays?: number;
  /** In the order of arrival. */
  lines: LogLine[];
}

const KEPT_LINES = 20_000;

/** Log groups with their newest 20,000 lines each. */
export class LogsState {
  groups = new Table<LogGroup>();
  #lastEvent = 0;

  /** Writes lines into a group, which is made when it does not exist, as Lambda does. */
  write(
    place: { readonly accountId: string; readonly region: string; readonly group: string; readonly stream: string },
    lines: readonly { readonly at: number; readonly message: string }[],
    now: number,
  ): void {
    const { accountId, region, group: name, stream } = place;
    const group =
      this.groups.get(accountId, region, name) ??
      this.groups.put({ accountId, region, name, createdAt: now, lines: [] });
    for (const { at, message } of lines) {
      this.#lastEvent += 1;
      const eventId = `${at}`.padEnd(36, "0").slice(0, 36 - 12) + `${this.#lastEvent}`.padStart(12, "0");
      group.lines.push({ at, ingestedAt: now, stream, message, eventId });
    }
    if (group.lines.length > KEPT_LINES * 1.1) group.lines = group.lines.slice(-KEPT_LINES);
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
