import { Table } from "../table";
import type { Dimension } from "./custom-metrics";
import type { Percentile, Statistic } from "./datum";

export type AlarmValue = "OK" | "ALARM" | "INSUFFICIENT_DATA";
export type MissingData = "breaching" | "notBreaching" | "ignore" | "missing";
export type Comparison =
  | "GreaterThanOrEqualToThreshold"
  | "GreaterThanThreshold"
  | "LessThanThreshold"
  | "LessThanOrEqualToThreshold";

/** What an alarm watches and when it rings. */
export interface AlarmRule {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly Dimension[];
  readonly statistic: Statistic | Percentile;
  readonly unit?: string;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: Comparison;
  readonly missingData: MissingData;
}

export interface Alarm {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  /** What PutMetricAlarm was given, in the words of its request. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly rule: AlarmRule;
  readonly changedAt: number;
  value: AlarmValue;
  valueReason: string;
  /** JSON text. */
  valueReasonData?: string;
  /** When the reason was last written. */
  valueUpdatedAt: number;
  /** When the value last became another. */
  valueChangedAt: number;
}

/** Metric alarms by account and Region. */
export class AlarmsState {
  alarms = new Table<Alarm>();
  /** Whether the agenda holds the next evaluation of all alarms. */
  isEvaluating = false;

  serialize() {
    return { alarms: this.alarms.serialize(), isEvaluating: this.isEvaluating };
  }

  static load(data: ReturnType<AlarmsState["serialize"]>): AlarmsState {
    const state = new AlarmsState();
    state.alarms = Table.load(data.alarms);
    state.isEvaluating = data.isEvaluating ?? false;
    return state;
  }
}

export function alarmArn({ accountId, region, name }: Pick<Alarm, "accountId" | "region" | "name">): string {
  return `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;
}
