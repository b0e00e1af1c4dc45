import { DloError, Unavailable } from "@/lib/core/errors";
import type { AwsAccount, SessionOptions } from "./aws";
import type { Clients } from "./clients";
import { callUnderWay, type UsageCounter } from "./count-calls";
import { factsOf, kindOf } from "./error-facts";
import type { Identity } from "./identities";
import type { TokenBucket } from "./token-bucket";
import { translateError } from "./translate-error";

/** All that a call needs to know of its session. */
export interface Door {
  readonly account: AwsAccount;
  readonly options: SessionOptions;
  readonly identity: Identity;
  readonly clients: Clients;
  readonly bucket: TokenBucket;
  /** CloudTrail's own: it allows two calls a second, everybody's together. */
  readonly trailBucket: TokenBucket;
  /** That of CloudWatch Logs, whose searches are allowed a few times a second, everybody's together. */
  readonly logsBucket: TokenBucket;
  /** That of streams, whose shards allow five reads a second, everybody's together. */
  readonly streamsBucket: TokenBucket;
  readonly usage: UsageCounter;
}

export interface CallOptions {
  /** IAM spelling, for example `sqs:ReceiveMessage`: it is counted, priced and named in errors under this. */
  readonly action: string;
  /** The queue URL or ARN that the call names. */
  readonly resource?: string;
  /** Waits its turn with the other control-plane calls of the account and Region. */
  readonly isControlPlane?: boolean;
  /** Must not be repeated or broken off: its effect cannot be taken back. */
  readonly isOnce?: boolean;
  readonly timeoutMs?: number;
}
export interface WireOptions {
  readonly abortSignal: AbortSignal | undefined;
  readonly requestTimeout: number;
}

const TIMEOUT_MS = 10_000;

/**
 * Makes one call under the session's credentials. Expired ones are dropped, and the call is made once more unless it is
 * `isOnce`. What it throws is always one of core's errors.
 */
export async function call<T>(door: Door, options: CallOptions, send: (wire: WireOptions) => Promise<T>): Promise<T> {
  const { signal } = door.options;
  if (signal?.aborted) throw stopped(options);
  const attempt = () => attemptOnce(door, options, send);
  try {
    if (options.isControlPlane) await door.bucket.take(signal);
    return await attempt().catch((error) => {
      if (options.isOnce || signal?.aborted || !isExpired(error)) throw error;
      return attempt();
    });
  } catch (error) {
    if (error instanceof DloError) throw error;
    if (signal?.aborted && !options.isOnce) throw stopped(options);
    throw translateError(error, {
      action: options.action,
      resource: options.resource,
      region: door.options.region,
      awsAccountId: door.account.awsAccountId,
      role: door.options.role,
      roleArn: door.identity.roleArn,
    });
  }
}

async function attemptOnce<T>(door: Door, options: CallOptions, send: (wire: WireOptions) => Promise<T>): Promise<T> {
  const { account, identity, usage, bucket } = door;
  const { region, purpose, signal } = door.options;
  // Before the call proper, so that a refused AssumeRole is not taken for a fault of the call.
  const credentials = await identity.credentials();
  const wire = { abortSignal: options.isOnce ? undefined : signal, requestTimeout: options.timeoutMs ?? TIMEOUT_MS };
  const underWay = { accountId: account.id, region, action: options.action, purpose, usage, bucket };
  try {
    return await callUnderWay.run(underWay, () => send(wire));
  } catch (error) {
    if (isExpired(error)) identity.drop(credentials);
    throw error;
  }
}

function isExpired(error: unknown): boolean {
  return !(error instanceof DloError) && kindOf(factsOf(error)) === "expired";
}

function stopped(options: CallOptions): Unavailable {
  return new Unavailable("aws-unavailable", `${options.action} was stopped.`, {
    action: options.action,
    isStopped: true,
    retryable: true,
    effect: "none",
  });
}
