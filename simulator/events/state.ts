import { Table } from "../table";

/* What EventBridge remembers, as plain JSON. Times are epoch milliseconds. */

export interface EventBus {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly createdAt: number;
  changedAt: number;
  description?: string;
  /** The resource policy as JSON text. */
  policy?: string;
  kmsKeyIdentifier?: string;
  deadLetterArn?: string;
  tags: Record<string, string>;
}

export interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: {
    readonly InputPathsMap?: Readonly<Record<string, string>>;
    readonly InputTemplate: string;
  };
  readonly SqsParameters?: { readonly MessageGroupId?: string };
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly RetryPolicy?: { readonly MaximumRetryAttempts?: number; readonly MaximumEventAgeInSeconds?: number };
}

export interface Rule {
  readonly accountId: string;
  readonly region: string;
  /** `<bus>/<rule>`: rules of one bus are a prefix apart. */
  readonly name: string;
  readonly busName: string;
  readonly ruleName: string;
  readonly arn: string;
  readonly createdAt: number;
  description?: string;
  /** JSON text. */
  eventPattern?: string;
  scheduleExpression?: string;
  /** When its schedule comes next; only the agenda's job of that very time fires it. */
  nextScheduledAt?: number;
  state: "ENABLED" | "DISABLED";
  roleArn?: string;
  /** `prod.vhs.events.aws.internal` for the rule that feeds an archive. */
  managedBy?: string;
  targets: Target[];
  tags: Record<string, string>;
}

/** An event as it travels; `time` is ISO 8601 to the second. */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
  readonly "replay-name"?: string;
}

export interface Archive {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly busArn: string;
  readonly createdAt: number;
  description?: string;
  eventPattern?: string;
  /** 0 keeps for ever. */
  retentionDays: number;
  state: "ENABLED" | "DISABLED" | "CREATING" | "UPDATING" | "CREATE_FAILED" | "UPDATE_FAILED";
  /** Of all that is in `events`. */
  keptBytes: number;
  /** As they came in; each is in the archive from its `archivedAt` on. */
  events: { readonly archivedAt: number; readonly bytes: number; readonly event: BusEvent }[];
}

export type ReplayState = "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";

export interface Replay {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly archiveArn: string;
  readonly busArn: string;
  readonly filterArns: readonly string[];
  readonly eventStartAt: number;
  readonly eventEndAt: number;
  readonly startedAt: number;
  description?: string;
  state: ReplayState;
  stateReason?: string;
  lastReplayedAt?: number;
  endedAt?: number;
}

/** Buses, rules, archives and replays of every account and Region; each account has a `default` bus without making it. */
export class EventsState {
  buses = new Table<EventBus>();
  rules = new Table<Rule>();
  archives = new Table<Archive>();
  replays = new Table<Replay>();

  serialize() {
    return {
      buses: this.buses.serialize(),
      rules: this.rules.serialize(),
      archives: this.archives.serialize(),
      replays: this.replays.serialize(),
    };
  }

  static load(data: ReturnType<EventsState["serialize"]>): EventsState {
    const state = new EventsState();
    state.buses = Table.load(data.buses);
    state.rules = Table.load(data.rules);
    state.archives = Table.load(data.archives);
    state.replays = Table.load(data.replays);
    return state;
  }
}
