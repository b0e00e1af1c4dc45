/** What the exit code of `dlo` says, for every command. */
export const EXIT = {
  done: 0,
  error: 1,
  nothingToDo: 2,
  needsApproval: 3,
  blocked: 4,
  autoPaused: 5,
  partial: 6,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
