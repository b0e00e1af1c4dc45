import { type Located, Table } from "../table";

export interface ScheduleTarget {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly Input?: string;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly RetryPolicy?: { readonly MaximumEventAgeInSeconds?: number; readonly MaximumRetryAttempts?: number };
  readonly SqsParameters?: { readonly MessageGroupId?: string };
  readonly KinesisParameters?: { readonly PartitionKey?: string };
  readonly EventBridgeParameters?: { readonly DetailType?: string; readonly Source?: string };
}

/** What a caller sets; an update replaces all of it. */
export interface ScheduleSettings {
  readonly expression: string;
  readonly timezone: string;
  readonly state: "ENABLED" | "DISABLED";
  readonly description?: string;
  readonly startAt?: number;
  readonly endAt?: number;
  /** 0 without a flexible window. */
  readonly windowMinutes: number;
  readonly afterCompletion: "NONE" | "DELETE";
  readonly target: ScheduleTarget;
}

/** `name` is `<group>/<schedule>`. Times are epoch milliseconds. */
export interface Schedule extends Located {
  readonly arn: string;
  readonly group: string;
  readonly scheduleName: string;
  readonly createdAt: number;
  changedAt: number;
  /** Rises with every change: runs planned before it do not happen. */
  version: number;
  settings: ScheduleSettings;
}

export interface ScheduleGroup extends Located {
  readonly arn: string;
  readonly createdAt: number;
}

/** Schedules and their groups; each account has a group `default` without making it. */
export class SchedulerState {
  schedules = new Table<Schedule>();
  groups = new Table<ScheduleGroup>();

  serialize() {
    return { schedules: this.schedules.serialize(), groups: this.groups.serialize() };
  }

  static load(data: ReturnType<SchedulerState["serialize"]>): SchedulerState {
    const state = new SchedulerState();
    state.schedules = Table.load(data.schedules);
    state.groups = Table.load(data.groups);
    return state;
  }
}
