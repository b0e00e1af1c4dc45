/**
 * The life of a run:
 *
 *   requested → waiting (undo window) → running ⇄ observing (between two stages, and after the last) → done
 *        │          │                       └──────┴─ paused(reason) ─ running again
 *        └──────────┴──────────────────────────────┴── cancelling → cancelled      failed · interrupted
 *
 * Between two stages, *cancel* ends it; after the last, *stop-watching* does, since nothing is left to cancel.
 * *interrupted*: what AWS did is unknown and a person decides. Cancelled runs keep what was sent: there is no recall.
 */
export const RUN_STATES = [
  "requested",
  "waiting",
  "running",
  "paused",
  "cancelling",
  "observing",
  "done",
  "failed",
  "cancelled",
  "interrupted",
] as const;
export type RunState = (typeof RUN_STATES)[number];
export const OPEN_RUN_STATES = ["requested", "waiting", "running", "paused", "cancelling", "observing"] as const;

export function isOpen(state: RunState): boolean {
  return (OPEN_RUN_STATES as readonly RunState[]).includes(state);
}
/** Whether the run may still send or delete: only then does it need its queue's lease. */
export function isActing(state: RunState): boolean {
  return state === "requested" || state === "waiting" || state === "running" || state === "cancelling";
}

/** What kind of thing paused a run. *returns*: too many messages came back; *fault*: something that a person must mend. */
export const PAUSE_CODES = ["person", "returns", "writes-stopped", "fault"] as const;
export type PauseCode = (typeof PAUSE_CODES)[number];

/** What was seen of a run, by its worker or by a person. */
export type Observation =
  | { readonly kind: "undo-window-open" }
  | { readonly kind: "started" }
  | { readonly kind: "pause"; readonly reason: string; readonly code?: PauseCode }
  | { readonly kind: "resume" }
  /** It was paused before it had begun, and begins as it would have. */
  | { readonly kind: "wait-on" }
  /** It was paused while it was watched, and is watched again. */
  | { readonly kind: "watch-on" }
  | { readonly kind: "cancel" }
  /** A person does not want to know what comes of what was sent, all of it. */
  | { readonly kind: "stop-watching" }
  | { readonly kind: "cancelled" }
  /** Everything of the open stage is sent, and more stages follow. */
  | { readonly kind: "stage-sent" }
  /** The stage was watched long enough, or a person does not want to wait. */
  | { readonly kind: "next-stage" }
  | { readonly kind: "sent-all" }
  | { readonly kind: "observed" }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "vanished"; readonly reason: string };

export interface RunLife {
  readonly state: RunState;
  readonly reason: string | null;
  readonly pausedBy?: PauseCode | null;
}

const STEPS: Record<Observation["kind"], Partial<Record<RunState, RunState>>> = {
  "undo-window-open": { requested: "waiting" },
  started: { requested: "running", waiting: "running" },
  pause: { requested: "paused", waiting: "paused", running: "paused", observing: "paused" },
  resume: { paused: "running" },
  "wait-on": { paused: "waiting" },
  "watch-on": { paused: "observing" },
  cancel: {
    requested: "cancelled",
    waiting: "cancelled",
    running: "cancelling",
    paused: "cancelling",
    observing: "cancelling",
  },
  "stop-watching": { observing: "done", paused: "done" },
  cancelled: { cancelling: "cancelled" },
  "stage-sent": { running: "observing" },
  "next-stage": { observing: "running", paused: "running" },
  "sent-all": { running: "observing" },
  observed: { observing: "done" },
  failed: {
    requested: "failed",
    waiting: "failed",
    running: "failed",
    paused: "failed",
    cancelling: "failed",
    observing: "failed",
  },
  vanished: {
    requested: "interrupted",
    waiting: "interrupted",
    running: "interrupted",
    paused: "interrupted",
    cancelling: "interrupted",
  },
};

/**
 * Moves a run one step in its life. Pure. Returns undefined when the step cannot happen from here, so that the caller
 * can refuse (a person asked) or stop (a worker lost a race) with its own words.
 */
export function transition(life: RunLife, seen: Observation): RunLife | undefined {
  const next = STEPS[seen.kind][life.state];
  if (!next) return undefined;
  const pausedBy = seen.kind === "pause" ? (seen.code ?? "fault") : null;
  return { state: next, reason: "reason" in seen ? seen.reason : null, pausedBy };
}
