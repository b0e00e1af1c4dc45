import type { JobHandler } from "./service";

/** What each kind of job on the agenda does: a new kind is a handler beside its service and a line here. */
export const JOBS: Readonly<Record<string, JobHandler>> = {};
