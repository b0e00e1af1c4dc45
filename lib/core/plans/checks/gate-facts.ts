import type { CauseKind } from "../../failures/cause-kind";

/** A change of a consumer, for people. */
export interface ToldChange {
  readonly at: string;
  readonly text: string;
  readonly by: string | null;
}

/** What is known of the consumer of one place, against when the messages that go there failed. */
export interface GateConsumer {
  readonly name: string;
  readonly judgedCount: number;
  /** They failed with the consumer as it is now. Those that are neither: nobody can say. */
  readonly unchangedCount: number;
  /** They failed before its last change. */
  readonly changedCount: number;
  readonly lastChange: ToldChange | null;
  /** Why nobody can say of some; null where it is known of all. */
  readonly unknownBecause: string | null;
}

export interface RedAlarm {
  readonly name: string;
  readonly since: string | null;
  /** What it watches of these: the consumer or the queue; null: it only went red when these failed. */
  readonly watches: string | null;
}

/** What tells whether messages would fail again, of those that go back unedited to what failed with them. */
export interface GateFacts {
  readonly judgedCount: number;
  readonly editedCount: number;
  readonly bystanderCount: number;
  readonly causes: readonly { readonly kind: CauseKind; readonly count: number }[];
  readonly firstFailedAt: string | null;
  readonly lastFailedAt: string | null;
  readonly consumers: readonly GateConsumer[];
  /** Null: alarms are not read there. */
  readonly redAlarms: readonly RedAlarm[] | null;
  /** Alarms on the consumer or its queue, red or not. */
  readonly watchingAlarmCount: number;
  /** The last run that sent some of these classes, with what came back of them. */
  readonly lastRun: {
    readonly number: number;
    readonly at: string;
    readonly sentCount: number;
    readonly returnedCount: number;
  } | null;
  /** When one of these classes arrived last. */
  readonly lastArrivalAt: string | null;
}
