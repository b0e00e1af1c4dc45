import type { ErrorOutput } from "../data/execution-error";

/** What a task has come to. */
export type TaskOutcome =
  | { readonly result: unknown; readonly failure?: undefined }
  | { readonly failure: ErrorOutput };
