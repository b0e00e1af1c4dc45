import type { Work } from "../driver";
import type { Pace } from "../pace";
import type { Breaker } from "./breaker";
import type { Effect } from "./effect";
import type { Hands } from "./hands";
import type { Held } from "./held";
import type { Journal } from "./journal";
import type { Ledger } from "./ledger";
import type { DrainTiming } from "./timing";
import type { Turnstile } from "./turnstile";

/** All that the parts of one drain share. */
export interface Draining {
  readonly work: Work;
  readonly effect: Effect;
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly pace: Pace;
  readonly breaker: Breaker;
  /** Between intent and outcome. */
  readonly turnstile: Turnstile;
  readonly hands: Hands;
  readonly held: Held;
  readonly timing: DrainTiming;
  /** Where most of the queue is of the plan; elsewhere most of what is received must be held. */
  readonly isMostlyOurs: boolean;
  readonly visibilitySeconds: number;
}
