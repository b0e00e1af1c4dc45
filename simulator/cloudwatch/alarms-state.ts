import { Table } from "../table";

export type AlarmValue = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface Alarm {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  /** What PutMetricAlarm was given, in the words of its request. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly changedAt: number;
  value: AlarmValue;
  valueReason: string;
  valueChangedAt: number;
}

export class AlarmsState {
  alarms = new Table<Alarm>();

  serialize() {
    return { alarms: this.alarms.serialize() };
  }

  static load(data: ReturnType<AlarmsState["serialize"]>): AlarmsState {
    const state = new AlarmsState();
    state.alarms = Table.load(data.alarms);
    return state;
  }
}
