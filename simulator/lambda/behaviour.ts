/**
 * What a simulated function does with an event: the first step whose `when` matches decides; without one it succeeds
 * after 50 ms. Behind a queue or a stream each record of the batch is judged alone, and `when` sees the record with
 * `body` (or `data`) parsed where it is JSON. `<$.path>` in a text stands for a member of what `when` sees.
 */
export interface BehaviourStep {
  /** An EventBridge pattern; absent matches everything. */
  readonly when?: Readonly<Record<string, unknown>>;
  /** Of what matches only this share, 0 to 1, by the seeded chance. */
  readonly rate?: number;
  /** How long the function works, simulated milliseconds. */
  readonly ms?: number;
  /** It fails: `timeout` takes the function's whole time-out, `throttle` refuses to run at all. */
  readonly fails?:
    | "timeout"
    | "throttle"
    | { readonly type: string; readonly message: string; readonly trace?: readonly string[] };
  /** What it prints besides START, END and REPORT. */
  readonly log?: readonly string[];
  /** What it sends on when it succeeds. */
  readonly emit?: readonly Emission[];
  /** What it returns when it succeeds. */
  readonly returns?: unknown;
}

export interface Emission {
  /** The ARN of a queue, topic, bus, function, state machine or stream. */
  readonly to: string;
  /** The message, event detail, payload, input or record: text, or JSON whose texts may hold `<$.path>`. */
  readonly body: unknown;
  /** Message attributes of type String, on queues and topics. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** On FIFO queues and topics; the partition key of a stream. */
  readonly groupId?: string;
  /** On buses. */
  readonly source?: string;
  readonly detailType?: string;
}
