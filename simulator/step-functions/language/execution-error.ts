/** An error as a state machine sees it: a name that Retry and Catch match, and a cause for people. */
export interface ErrorOutput {
  readonly error: string;
  readonly cause: string;
}

/** A state cannot go on: thrown while a state is worked on, and handled as the state's failure. */
export class StateFailure extends Error implements ErrorOutput {
  constructor(
    readonly error: string,
    override readonly cause: string,
  ) {
    super(`${error}: ${cause}`);
  }
}
