import { type ClassEvidence, CONFIDENCES, type Confidence, type Finding } from "./evidence";

/**
 * What the sampled messages say together; undefined when none of them was found to say anything. The finding of most
 * messages speaks for the class; that others say something else is said, and makes it less sure. Of how many nothing was
 * found the counts tell. Findings without a cause
 * or an error of their own, as of messages that were dragged along, speak only where no other does.
 */
export function agree(findings: readonly Finding[], foundAt: Date): ClassEvidence | undefined {
  const found = findings.filter(({ rung }) => rung !== "none");
  const telling = found.filter(
    ({ cause, normalisedError }) => cause.kind !== "unknown" || normalisedError !== undefined,
  );
  const [most, ...others] = groupsOf(telling.length > 0 ? telling : found).sort(byWeight);
  const speaker = most && surestOf(most);
  if (!most || !speaker) return undefined;
  const isMixed = others.length > 0;
  return {
    rung: speaker.rung,
    confidence: isMixed ? lessSure(speaker.confidence) : speaker.confidence,
    text: textOf(speaker.text, most.length, findings.length, others),
    causeKind: speaker.cause.kind,
    causeReason: speaker.cause.reason,
    sampledCount: findings.length,
    agreeingCount: most.length,
    foundAt: foundAt.toISOString(),
  };
}

function textOf(text: string, agreeing: number, sampled: number, others: readonly (readonly Finding[])[]): string {
  if (others.length === 0) return text;
  const rest = others.flatMap((group) => {
    const said = surestOf(group);
    return said ? [`${group.length} ${group.length === 1 ? "says" : "say"} “${said.text}”`] : [];
  });
  return `${text} (${agreeing} of ${sampled}; ${rest.join("; ")})`;
}

/** Findings that tell the same: the same error, or the same cause where there is no error text. */
function groupsOf(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = finding.normalisedError ?? `${finding.rung} ${finding.cause.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function byWeight(one: readonly Finding[], other: readonly Finding[]): number {
  return other.length - one.length || sureness(surestOf(one)) - sureness(surestOf(other));
}

function surestOf(group: readonly Finding[]): Finding | undefined {
  return [...group].sort((one, other) => sureness(one) - sureness(other))[0];
}

function sureness(finding: Finding | undefined): number {
  return finding === undefined ? CONFIDENCES.length : CONFIDENCES.indexOf(finding.confidence);
}

function lessSure(confidence: Confidence): Confidence {
  return CONFIDENCES[Math.min(CONFIDENCES.indexOf(confidence) + 1, CONFIDENCES.length - 1)] ?? "weak";
}
