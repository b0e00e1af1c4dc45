/**
 * What a simulated function does with an event: the first step whose `when` matches decides; without one it succeeds
 * after 50 ms. Behind a queue or a stream each record of the batch is judged alone, one after the other, and the batch
 * takes as long as its slowest record: a failure ends it there, unless the mapping has ReportBatchItemFailures, when the
 * function tells which records failed (on FIFO queues and streams it stops at the first).
 *
 * `when` and `<$.path>` see the event, or the record with `body` parsed where it is JSON (and `body.Message` where it is
 * a topic's envelope), of Kinesis its content as `data`; of a topic's event `Records[0].Sns.Message` is parsed.
 * `<$.path>` stands for a member of that in any text; a text that is nothing else becomes the member itself.
 */
export interface BehaviourStep {
  /** An EventBridge pattern; absent matches everything. */
  readonly when?: Readonly<Record<string, unknown>>;
  /** Of what matches only this share, 0 to 1, by the seeded chance; the rest goes on to the next step. */
  readonly rate?: number;
  /** How long the function works, simulated milliseconds; as long as its time-out or longer is a time-out. */
  readonly ms?: number;
  /** It fails: `timeout` takes the function's whole time-out, `throttle` refuses to run at all. */
  readonly fails?:
    | "timeout"
    | "throttle"
    | { readonly type: string; readonly message: string; readonly trace?: readonly string[] };
  /** What it prints besides START, END and REPORT. */
  readonly log?: readonly string[];
  /** What it sends on when it succeeds, in order, when it starts. What cannot be sent makes it fail with that error. */
  readonly emit?: readonly Emission[];
  /** What it returns when it succeeds. In a batch the `batchItemFailures` of all records are joined; anything that is no object stands for the whole answer. */
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
  /** On buses; the function's name unless told. */
  readonly source?: string;
  readonly detailType?: string;
}
