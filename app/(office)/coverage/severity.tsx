import { StateLabel } from "@/app/_components/ui/state-label";
import type { Status, Tone } from "@/app/_components/ui/status";
import type { Finding } from "@/lib/contract/coverage";

type Severity = Finding["severity"];
const SHAPES: Record<Severity, Status> = { critical: "block", high: "escalating", medium: "ongoing", low: "waiting" };
const WORDS: Record<Severity, string> = { critical: "Critical", high: "High", medium: "Medium", low: "Low" };

/** How bad a hole is: shape, word and colour. Red is kept for what is lost for certain. */
export function SeverityLabel({ severity }: { severity: Severity }) {
  return <StateLabel status={SHAPES[severity]}>{WORDS[severity]}</StateLabel>;
}

export const severityTone: Record<Severity, Tone> = { critical: "danger", high: "warn", medium: "ink", low: "ink-2" };

/** What each severity means, for whoever sees the word for the first time. */
export const SEVERITY_MEANINGS: Record<Severity, string> = {
  critical: "vanish as things stand",
  high: "vanish at the next failure",
  medium: "seen late, or dragged along",
  low: "costs time at 3 a.m.",
};
