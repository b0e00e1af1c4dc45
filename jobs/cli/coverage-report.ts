import type { OutputOf } from "@/lib/contract";
import type { Finding } from "@/lib/contract/coverage";
import { SEVERITIES, type Severity } from "@/lib/core/coverage/rule";
import { plain, table } from "./table";

export interface CoverageReport {
  /** Null: nothing was judged yet, so no findings means nothing. */
  readonly judgedAt: string | null;
  readonly suppressedCount: number;
  readonly blindPlaces: OutputOf<"getCoverage">["blindPlaces"];
  /** Those that count: suppressed ones are not among them. */
  readonly findings: readonly Finding[];
}
export interface Limits {
  readonly failOn: Severity | undefined;
  readonly failsOnBlind: boolean;
}

/** Whether a check may not pass. What was never judged passes no check. */
export function isBlocked(report: CoverageReport, { failOn, failsOnBlind }: Limits): boolean {
  if (report.judgedAt === null) return failOn !== undefined || failsOnBlind;
  return (failsOnBlind && report.blindPlaces.length > 0) || tooBad(report, failOn).length > 0;
}

/** Why it was blocked, in one sentence. */
export function whyBlocked(report: CoverageReport, { failOn, failsOnBlind }: Limits): string {
  if (report.judgedAt === null) return "Blocked: nothing was judged yet, so nothing is known.";
  const findingCount = tooBad(report, failOn).length;
  const reasons = [
    ...(findingCount > 0 ? [`${findingCount} open at ${failOn} or worse`] : []),
    ...(failsOnBlind && report.blindPlaces.length > 0 ? [`${report.blindPlaces.length} that could not be judged`] : []),
  ];
  return `Blocked: ${reasons.join(", ")}.`;
}

/** For people: findings by severity, worst first, then the places that nobody could judge, then the counts. */
export function showReport(report: CoverageReport): string {
  const { findings, blindPlaces } = report;
  const groups = SEVERITIES.flatMap((severity) => {
    const those = findings.filter((finding) => finding.severity === severity);
    return those.length === 0 ? [] : [`${severity.toUpperCase()} (${those.length})\n${showFindings(those)}`];
  });
  const blind = blindPlaces.map((place) => [`  ${place.accountName}`, place.region, place.feature]);
  const places = blind.length === 0 ? [] : [`NOT JUDGED, could not be read (${blind.length})\n${table(blind)}`];
  return [...groups, ...places, summary(report)].join("\n\n");
}

function showFindings(findings: readonly Finding[]): string {
  return findings
    .map(({ name, part, accountName, region, owner, rule, summary: sentence, confidence }) => {
      const where = [name, part, accountName, region, owner ? `owner ${owner}` : "no owner", rule].filter(Boolean);
      const doubt = confidence === "possible" ? " (possible)" : "";
      return `  ${plain(where.join(" · "))}\n    ${plain(sentence)}${doubt}`;
    })
    .join("\n");
}

function summary({ judgedAt, findings, suppressedCount, blindPlaces }: CoverageReport): string {
  if (judgedAt === null) return "Nothing was judged yet: the worker does so after its first look at the accounts.";
  const counts = SEVERITIES.map(
    (severity) => `${findings.filter((one) => one.severity === severity).length} ${severity}`,
  );
  return `${counts.join(", ")}; ${suppressedCount} suppressed; ${blindPlaces.length} not judged. As of ${judgedAt}.`;
}

function tooBad({ findings }: CoverageReport, failOn: Severity | undefined): Finding[] {
  if (failOn === undefined) return [];
  const worst = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  return findings.filter(({ severity }) => worst.includes(severity));
}
