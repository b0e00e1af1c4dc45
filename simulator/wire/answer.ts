import type { AwsError } from "../aws-error";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What a request asks for, once its protocol has been understood. */
export interface Asked {
  /** The `name` of the service. */
  readonly service: string;
  /** `SendMessage`. */
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

/** How a service speaks. */
export type ServiceWire = JsonWire | QueryWire | RestWire | RestXmlWire;

export interface JsonWire {
  readonly kind: "json";
  /** X-Amz-Target without the operation: `AmazonSQS`. */
  readonly target: string;
  /** Namespace of error names: `com.amazonaws.sqs`. */
  readonly shapes: string;
}

export interface QueryWire {
  readonly kind: "query";
  /** `2010-03-31`. */
  readonly version: string;
  readonly namespace: string;
}

export interface RestWire {
  readonly kind: "rest";
  readonly routes: readonly RestRoute[];
}

export interface RestXmlWire {
  readonly kind: "rest-xml";
  readonly routes: readonly XmlRoute[];
}

/** Input = members of the path, the query string, `headers` and the JSON body together. */
export interface RestRoute {
  readonly method: string;
  /** `/2015-03-31/functions/{FunctionName}`. */
  readonly path: string;
  readonly operation: string;
  /** HTTP status of success; 200 unless told. */
  readonly status?: number;
  /** Members that travel as headers: `{ InvocationType: "x-amz-invocation-type" }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The member that is the raw body, a Buffer, instead of JSON members. */
  readonly payload?: string;
  /** Members of the query string that are lists: `tagKeys`. */
  readonly lists?: readonly string[];
}

/** A route of S3: `{Key+}` takes the rest of the path, and a subresource in the query string makes another operation. */
export interface XmlRoute extends RestRoute {
  readonly subresource?: string;
}

/** An answer of a REST operation that is no JSON object. */
export class RawAnswer {
  constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string>>,
    readonly body: string | Uint8Array,
  ) {}
}

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
