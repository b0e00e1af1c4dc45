import { type NowStatus, redriveUntil } from "./now-status";

/** What is known of an execution that ended badly. */
export interface KnownExecution {
  readonly stoppedAt: Date;
  readonly nowStatus: NowStatus;
  /** As DescribeExecution said when it was asked last; null when it never was. */
  readonly redriveStatus: string | null;
  readonly redriveReason: string | null;
}

/** Null: only asking would tell. `why` says so too, and why not; it is null for one that can be redriven. */
export interface Redrivability {
  readonly isRedrivable: boolean | null;
  readonly why: string | null;
}

const SINCE: Readonly<Record<Exclude<NowStatus, "failed">, string>> = {
  "running-again": "It was redriven meanwhile and runs again.",
  "succeeded-after-redrive": "It was redriven meanwhile and succeeded.",
  "failed-again": "It was redriven meanwhile and failed again: that end stands for itself.",
  "started-anew": "A new execution with the same input was started instead.",
  forgotten: "Step Functions does not know it any more: it is over 90 days old, or its state machine is gone.",
};

/** Whether Step Functions would redrive an execution, by what is known of it. */
export function redrivabilityOf(execution: KnownExecution, now: Date): Redrivability {
  const { nowStatus, redriveStatus, redriveReason, stoppedAt } = execution;
  if (nowStatus !== "failed") return { isRedrivable: false, why: SINCE[nowStatus] };
  if (now > redriveUntil(stoppedAt)) return { isRedrivable: false, why: TOO_OLD };
  switch (redriveStatus) {
    case "REDRIVABLE":
      return { isRedrivable: true, why: null };
    case "REDRIVABLE_BY_MAP_RUN":
      return { isRedrivable: false, why: BY_MAP_RUN };
    case "NOT_REDRIVABLE":
      return {
        isRedrivable: false,
        why: `Step Functions will not redrive it: ${redriveReason ?? "it gives no reason."}`,
      };
    default:
      return { isRedrivable: null, why: "Step Functions was not asked yet whether it can be redriven." };
  }
}

const TOO_OLD =
  "It ended more than 14 days ago: Step Functions does not redrive it any more. Start a new execution with the same input.";
const BY_MAP_RUN =
  "It is a child of a Distributed Map: redrive the execution that started the map, and its failed children go with it.";
