import type { Cause } from "../cause-kind";

/** Where the ladder looks for the reason of a failure, from the best evidence down. */
export const RUNGS = ["message", "logs-by-message-id", "logs-by-request", "metrics", "trace", "none"] as const;
export type Rung = (typeof RUNGS)[number];

/**
 * *strong*: it names this very message. *fair*: it is of the same consumer and the same attempt. *weak*: it is of the same
 * consumer and minute, and others failed there too.
 */
export const CONFIDENCES = ["strong", "fair", "weak"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export interface LogLine {
  readonly at: Date;
  readonly text: string;
  readonly streamName?: string | undefined;
}

/** The consumer's figures of the minutes in which a message was tried; null: not told, which is not 0. */
export interface AttemptFigures {
  readonly errors: number | null;
  readonly throttles: number | null;
  readonly maxDurationMs: number | null;
  readonly timeoutSeconds: number | null;
}

/** All that was found out beside one message. `logLines` null: not asked, or refused; empty: asked, and nothing there. */
export interface Clues {
  readonly messageId: string;
  readonly consumerArn: string | null;
  readonly logLines: readonly LogLine[] | null;
  readonly figures: AttemptFigures | null;
  readonly traceId: string | null;
}

/** What a finding says of a message whose run the log ties to it, and the error of that run to another of its batch. */
export const DRAGGED_ALONG = "another message of its batch failed; no error names this one";

/** What the clues say of one message. `text` is one line for people; without an error there is a cause at most. */
export interface Finding {
  readonly rung: Rung;
  readonly confidence: Confidence;
  readonly text: string;
  readonly cause: Cause;
  readonly errorText?: string | undefined;
  readonly errorType?: string | undefined;
  readonly normalisedError?: string | undefined;
}

/** What the sampled messages of a class say together. `agreeingCount` of `sampledCount` tell the same. */
export interface ClassEvidence {
  readonly rung: Rung;
  readonly confidence: Confidence;
  readonly text: string;
  readonly causeKind: string;
  readonly causeReason: string;
  readonly sampledCount: number;
  readonly agreeingCount: number;
  readonly foundAt: string;
}
