import { HEALTH_STATES, type HealthEvidence, type HealthState, SIGNALS } from "../health";

const STATE_RANK = new Map(HEALTH_STATES.map((state, rank) => [state, rank]));
const SIGNAL_RANK = new Map(SIGNALS.map((signal, rank) => [signal, rank]));

/** Smaller is worse. */
export function rankOf(state: HealthState): number {
  return STATE_RANK.get(state) ?? 0;
}
export function isWorse(one: HealthState, other: HealthState): boolean {
  return rankOf(one) < rankOf(other);
}

/** Worst first; of the same state in the order of the signals, then of the parts: the same evidence always in the same order. */
export function worstFirst<E extends Pick<HealthEvidence, "arn" | "state" | "signal">>(evidence: readonly E[]): E[] {
  const rank = (one: E) => SIGNAL_RANK.get(one.signal) ?? 0;
  return [...evidence].sort(
    (one, other) =>
      rankOf(one.state) - rankOf(other.state) || rank(one) - rank(other) || (one.arn < other.arn ? -1 : 1),
  );
}

/** The state that evidence alone speaks for; *healthy* where nothing does. */
export function worstState(evidence: readonly Pick<HealthEvidence, "state">[]): HealthState {
  return evidence.reduce<HealthState>((worst, { state }) => (isWorse(state, worst) ? state : worst), "healthy");
}

type Spoken = Pick<HealthEvidence, "arn" | "state" | "signal" | "sentence">;

/**
 * The worst finding as one sentence, and how many more there are. Trouble that is known does not hide what cannot be seen: that
 * is named behind it.
 */
export function reasonOf(evidence: readonly Spoken[]): string | undefined {
  const [first, ...others] = worstFirst(evidence);
  if (!first) return undefined;
  const unseen = first.state === "blind" ? [] : others.filter(({ state }) => state === "blind");
  const more = others.length - unseen.length;
  const parts = [bare(first.sentence), ...(more > 0 ? [`and ${more} more`] : []), ...blindness(unseen)];
  return `${parts.join(", ")}.`;
}

function blindness([first, ...others]: readonly Spoken[]): string[] {
  if (!first) return [];
  const arns = new Set(others.map(({ arn }) => arn));
  arns.delete(first.arn);
  return [`and ${lowerFirst(bare(first.sentence))}${arns.size > 0 ? ` (and ${arns.size} more)` : ""}`];
}

function bare(sentence: string): string {
  return sentence.replace(/\.$/, "");
}

function lowerFirst(text: string): string {
  return text.startsWith("Cannot see") ? `c${text.slice(1)}` : text;
}
