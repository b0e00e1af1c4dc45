import type { World } from "../service";
import { notifyOf } from "./alarm-actions";
import { SPARE_PERIODS, verdictOf } from "./alarm-verdict";
import type { Alarm, AlarmValue } from "./alarms-state";
import { pointsOf } from "./points";
import { type FindSeries, seriesFinder } from "./series-finder";

const MINUTE_MS = 60_000;

/** Alarms are looked at once a minute for as long as there are any. */
export function keepEvaluating(world: World, now: number): void {
  if (world.alarms.isEvaluating) return;
  world.alarms.isEvaluating = true;
  const at = (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS;
  world.agenda.plan({ at, kind: "cloudwatch.evaluateAlarms", subject: null });
}

/** Gives every alarm the state that its newest datapoints call for, and plans the next look. */
export function evaluateAlarms(world: World, _subject: unknown, now: number): void {
  world.alarms.isEvaluating = false;
  const finders = new Map<string, FindSeries>();
  const alarms = world.alarms.alarms.all();
  for (const alarm of alarms) {
    const place = `${alarm.accountId}/${alarm.region}`;
    const find = finders.get(place) ?? seriesFinder(world, alarm, now);
    finders.set(place, find);
    evaluate(world, alarm, find, now);
  }
  if (alarms.length > 0) keepEvaluating(world, now);
}

/** The state and its reason, told to the alarm's actions when the state is another than before. */
export function setAlarmValue(
  world: World,
  alarm: Alarm,
  value: AlarmValue,
  reason: { readonly text: string; readonly json?: string },
  now: number,
): void {
  const before = alarm.value;
  alarm.value = value;
  alarm.valueReason = reason.text;
  alarm.valueReasonData = reason.json;
  alarm.valueUpdatedAt = now;
  if (before === value) return;
  alarm.valueChangedAt = now;
  notifyOf(world, alarm, before, now);
}

function evaluate(world: World, alarm: Alarm, find: FindSeries, now: number): void {
  const { rule } = alarm;
  const periodMs = rule.periodSeconds * 1000;
  const isVended = rule.namespace.startsWith("AWS/");
  const lateMs = isVended ? world.settings.lateDatapointSeconds * 1000 : 0;
  const toMs = Math.floor((now - lateMs) / MINUTE_MS) * MINUTE_MS;
  const fromMs = toMs - (rule.evaluationPeriods + SPARE_PERIODS) * periodMs;
  const series = find({ namespace: rule.namespace, name: rule.metricName, dimensions: rule.dimensions }, rule.unit);
  const points = series ? pointsOf(series, rule.statistic, periodMs, { fromMs, toMs }, now) : [];
  const verdict = verdictOf(rule, points, toMs);
  if (!verdict || verdict.value === alarm.value) return;
  const json = JSON.stringify({
    version: "1.0",
    queryDate: zoneless(now),
    ...(verdict.recent[0] && { startDate: zoneless(verdict.recent[0].at) }),
    statistic: rule.statistic,
    period: rule.periodSeconds,
    recentDatapoints: verdict.recent.map(({ value }) => value),
    threshold: rule.threshold,
  });
  setAlarmValue(world, alarm, verdict.value, { text: verdict.reason, json }, now);
}

/** `2026-11-20T12:00:00.000+0000`. */
function zoneless(at: number): string {
  return new Date(at).toISOString().replace("Z", "+0000");
}
