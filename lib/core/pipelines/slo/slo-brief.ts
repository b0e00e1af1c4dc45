import type { Burn } from "./budget";
import type { HopSlo } from "./hop-slo";
import { shareWords } from "./share-words";

export interface SloBrief {
  readonly state: "met" | "at-risk" | "breached" | "not-measurable";
  readonly budgetLeft: number | null;
  readonly burn: Burn;
  readonly sentence: string;
}

const STATES = ["breached", "at-risk", "met"] as const;
const BURNS = ["fast", "slow", "none"] as const;
const LITTLE_LEFT = 0.25;
/** Of a smaller part of the window than this nobody can say that the whole of it was kept: seven hours of thirty days. */
const LEAST_COVERED = 0.01;

export type MeasuredHop = HopSlo & {
  readonly budget: {
    readonly left: number;
    readonly burn: Burn;
    readonly coveredShare: number;
    readonly windowDays: number;
  };
};

/** The hop by which a pipeline is judged: the worst that can be measured. */
export function worstHopOf(hops: readonly HopSlo[]): MeasuredHop | undefined {
  return hops.filter(isMeasured).sort(worseFirst)[0];
}

/** A pipeline does as its worst hop that can be measured; without one it is *not measurable*, never met. */
export function sloBriefOf(hops: readonly HopSlo[]): SloBrief {
  const worst = worstHopOf(hops);
  if (!worst)
    return {
      state: "not-measurable",
      budgetLeft: null,
      burn: "none",
      sentence: hops[0]?.reason ?? "It has no part whose deliveries or ages can be measured.",
    };
  const { left, burn, coveredShare } = worst.budget;
  if (stateOf(worst) === "met" && coveredShare < LEAST_COVERED)
    return {
      state: "not-measurable",
      budgetLeft: null,
      burn: "none",
      sentence: `Too early to say: ${percent(coveredShare, 1)} of the ${worst.budget.windowDays} days was measured, in which it was kept.`,
    };
  return { state: stateOf(worst), budgetLeft: left, burn, sentence: sentenceOf(worst) };
}

function isMeasured(hop: HopSlo): hop is MeasuredHop {
  return hop.isMeasurable && hop.budget?.left != null;
}

function stateOf({ budget }: MeasuredHop): (typeof STATES)[number] {
  if (budget.left < 0) return "breached";
  return budget.left < LITTLE_LEFT || budget.burn !== "none" ? "at-risk" : "met";
}

function worseFirst(a: MeasuredHop, b: MeasuredHop): number {
  return (
    STATES.indexOf(stateOf(a)) - STATES.indexOf(stateOf(b)) ||
    BURNS.indexOf(a.budget.burn) - BURNS.indexOf(b.budget.burn) ||
    a.budget.left - b.budget.left ||
    (a.arn < b.arn ? -1 : 1)
  );
}

function sentenceOf({ name, kind, value, objective, budget, confidence }: MeasuredHop): string {
  const promise = kind === "delivered" ? "was delivered" : "of the time no message waited too long";
  const left =
    budget.left < 0
      ? `the budget is overspent by ${percent(-budget.left)}`
      : `${percent(budget.left)} of the budget is left`;
  const pace = { none: "", slow: ", and it burns", fast: ", and it burns fast" }[budget.burn];
  const sure = confidence === "weak" ? " The estimate is weak." : "";
  return `${name}: ${shareWords(value ?? 0)} ${promise}, ${shareWords(objective)} is asked for; ${left}${pace}.${sure}`;
}

/** Never rounded up to all or down to none of it. */
function percent(share: number, digits = 0): string {
  const rounded = Number((share * 100).toFixed(digits));
  const step = 10 ** -digits;
  const shown = rounded === 100 && share < 1 ? 100 - step : rounded === 0 && share > 0 ? step : rounded;
  return `${Number(shown.toFixed(digits))} %`;
}
