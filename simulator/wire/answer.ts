import type { AwsError } from "../aws-error";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a request asks for, once its protocol has been understood. */
export interface Asked {
  readonly service: ServiceName;
  /** `SendMessage`. */
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

export type ServiceName = "sqs" | "sts" | "cloudwatch" | "lambda";

/** One way of writing requests and answers down. `failure` must not throw. */
export interface Protocol {
  /** Throws AwsError when the request is not understood. */
  read(request: RawRequest): Asked;
  success(asked: Asked, output: unknown, requestId: string): Answer;
  failure(error: AwsError, requestId: string): Answer;
}

export interface RawRequest {
  readonly method: string;
  /** With the query string. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}
