import type { ConstructorOptions, Queue } from "pg-boss";

/** Where pg-boss keeps its tables. `npm run db:migrate` makes them; the worker may use but not change them. */
export const BOSS_SCHEMA = "pgboss";
export const POLL_QUEUE = "poll";
export const WATCHDOG_QUEUE = "poll-watchdog";

/** A worker that says nothing for this long is taken for dead, and its job goes to another. */
export const HEARTBEAT_SECONDS = 10;

/**
 * Jobs are keyed by poller, account and Region, and of each key there is one at most, waiting or running: a poll never
 * overlaps itself, on however many machines. pg-boss's retries serve for workers that died; failed polls do not use them.
 */
export const QUEUES: readonly Queue[] = [
  {
    name: POLL_QUEUE,
    policy: "exclusive",
    notify: true,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: 600,
    retryLimit: 5,
    retentionSeconds: 3600,
    deleteAfterSeconds: 600,
  },
  {
    name: WATCHDOG_QUEUE,
    policy: "exclusive",
    notify: true,
    retryLimit: 0,
    retentionSeconds: 600,
    deleteAfterSeconds: 600,
  },
];
export const WATCHDOG_CRON = "* * * * *";

/** For the process that only works: it makes no schema and no index. */
export const WORKING: Partial<ConstructorOptions> = {
  schema: BOSS_SCHEMA,
  migrate: false,
  createSchema: false,
  reindex: false,
  monitorVacuum: false,
  supervise: true,
  // One pass of all workers together every 3 s: with equal numbers a pass that comes a moment early is skipped whole.
  superviseIntervalSeconds: 3,
  monitorIntervalSeconds: 2,
  maintenanceIntervalSeconds: 300,
  useListenNotify: true,
  max: 5,
};
