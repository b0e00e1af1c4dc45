import type { ErrorOutput } from "../language/execution-error";

/** What a task has come to. */
export type TaskOutcome =
  | { readonly result: unknown; readonly failure?: undefined }
  | { readonly failure: ErrorOutput };
