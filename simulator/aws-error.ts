export interface AwsErrorOptions {
  /** HTTP status; 400 unless told. */
  readonly status?: number;
  /** The name that the old query protocol used, sent in `x-amzn-query-error`; the code itself unless told. */
  readonly queryCode?: string;
  /** Whose fault; `Sender` below status 500 unless told. */
  readonly fault?: "Sender" | "Receiver";
}

/** An answer that AWS would give as an error. `code` is the name the SDK shows as `error.name`. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly options: AwsErrorOptions = {},
  ) {
    super(message);
    this.name = code;
  }

  get status(): number {
    return this.options.status ?? 400;
  }

  get fault(): "Sender" | "Receiver" {
    return this.options.fault ?? (this.status < 500 ? "Sender" : "Receiver");
  }
}
