import type { AlarmRule, AlarmValue } from "./alarms-state";
import type { Point } from "./points";

/** Periods looked at beyond EvaluationPeriods, so that a late or missing datapoint can be stood in for by an older one. */
export const SPARE_PERIODS = 2;

export interface AlarmVerdict {
  readonly value: AlarmValue;
  readonly reason: string;
  readonly recent: readonly Point[];
}

/**
 * What an alarm makes of the datapoints in its evaluation range, oldest first; `endMs` is the end of that range. Undefined
 * keeps the state as it is. With as many real datapoints as EvaluationPeriods the newest of them decide; with fewer,
 * TreatMissingData fills up what lacks ("Configuring how CloudWatch alarms treat missing data").
 */
export function verdictOf(rule: AlarmRule, points: readonly Point[], endMs: number): AlarmVerdict | undefined {
  const recent = points.slice(-rule.evaluationPeriods);
  const breaching = recent.filter(({ value }) => isBreaching(rule, value));
  const missing = rule.evaluationPeriods - recent.length;
  const filled = rule.missingData === "breaching" ? missing : 0;
  const told = (value: AlarmValue, shown: readonly Point[]) => ({
    value,
    reason: reasonOf(rule, value, shown, missing),
    recent,
  });

  if (missing > 0 && rule.missingData === "ignore") return undefined;
  if (breaching.length + filled >= rule.datapointsToAlarm) return told("ALARM", breaching);
  if (missing === 0 || rule.missingData !== "missing") return told("OK", recent);
  if (recent.length === 0) return told("INSUFFICIENT_DATA", []);
  if (breaching.length < recent.length) return told("OK", recent);
  // Nothing but breaching and missing datapoints: an alarm only when the oldest of them is old enough.
  const oldestAge = (endMs - (recent[0]?.at ?? endMs)) / (rule.periodSeconds * 1000);
  return oldestAge >= rule.datapointsToAlarm ? told("ALARM", breaching) : undefined;
}

function isBreaching({ comparison, threshold }: AlarmRule, value: number): boolean {
  switch (comparison) {
    case "GreaterThanOrEqualToThreshold":
      return value >= threshold;
    case "GreaterThanThreshold":
      return value > threshold;
    case "LessThanThreshold":
      return value < threshold;
    case "LessThanOrEqualToThreshold":
      return value <= threshold;
  }
}

const COMPARED = {
  GreaterThanOrEqualToThreshold: "greater than or equal to",
  GreaterThanThreshold: "greater than",
  LessThanThreshold: "less than",
  LessThanOrEqualToThreshold: "less than or equal to",
} as const;

function reasonOf(rule: AlarmRule, value: AlarmValue, shown: readonly Point[], missing: number): string {
  if (value === "INSUFFICIENT_DATA") return `Insufficient Data: ${counted(missing)} ${verb(missing)} unknown.`;
  if (shown.length === 0) {
    const treatedAs = rule.missingData === "breaching" ? "Breaching" : "NonBreaching";
    const periods = `${missing} period${missing === 1 ? "" : "s"}`;
    return `Threshold Crossed: no datapoints were received for ${periods} and ${missing} missing datapoint${missing === 1 ? " was" : "s were"} treated as [${treatedAs}].`;
  }
  const list = [...shown].reverse().map(({ at, value: one }) => `${decimal(one)} (${timeOf(at)})`);
  const not = value === "ALARM" ? "" : "not ";
  const crossing = `${verb(shown.length)} ${not}${COMPARED[rule.comparison]} the threshold (${decimal(rule.threshold)})`;
  const least = value === "ALARM" ? rule.datapointsToAlarm : rule.evaluationPeriods - rule.datapointsToAlarm + 1;
  const transition = value === "ALARM" ? "OK -> ALARM" : "ALARM -> OK";
  const minimum = `(minimum ${counted(least)} for ${transition} transition)`;
  const outOf = `${shown.length} out of the last ${counted(rule.evaluationPeriods)}`;
  return `Threshold Crossed: ${outOf} [${list.join(", ")}] ${crossing} ${minimum}.`;
}

const counted = (count: number) => `${count} datapoint${count === 1 ? "" : "s"}`;
const verb = (count: number) => (count === 1 ? "was" : "were");
const decimal = (value: number) => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** `20/11/26 12:00:00`. */
function timeOf(at: number): string {
  const [date = "", time = ""] = new Date(at).toISOString().split("T");
  const [year = "", month, day] = date.split("-");
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}
