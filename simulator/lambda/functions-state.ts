import { Table } from "../table";
import type { BehaviourStep } from "./behaviour";
import type { Outcome } from "./outcome";

/* What Lambda remembers, as plain JSON. Times are epoch milliseconds. */

/** The settings of a function or of one of its versions, spelt as the API spells them. */
export interface FunctionSettings {
  readonly Role: string;
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly PackageType: "Zip" | "Image";
  readonly Runtime?: string;
  readonly Handler?: string;
  readonly Description: string;
  readonly DeadLetterConfig?: { readonly TargetArn: string };
  readonly Environment?: { readonly Variables: Readonly<Record<string, string>> };
  readonly Architectures: readonly string[];
  readonly LogGroup?: string;
}

export interface FunctionCode {
  readonly CodeSha256: string;
  readonly CodeSize: number;
  readonly ImageUri?: string;
}

/** `$LATEST` or a published version. */
export interface FunctionVersion {
  readonly version: string;
  readonly settings: FunctionSettings;
  readonly code: FunctionCode;
  readonly modifiedAt: number;
  readonly revisionId: string;
}

export interface FunctionAlias {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly revisionId: string;
}

/** How Lambda treats asynchronous events of a function, a version or an alias. */
export interface EventInvokeSettings {
  readonly modifiedAt: number;
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeSeconds?: number;
  readonly onSuccessArn?: string;
  readonly onFailureArn?: string;
}

export interface LambdaFunction {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  latest: FunctionVersion;
  published: FunctionVersion[];
  lastVersion: number;
  aliases: FunctionAlias[];
  /** Resource policies as JSON text, by qualifier; the function's own under `$LATEST`. */
  policies: Record<string, string>;
  /** By qualifier; the function's own under `$LATEST`. */
  eventInvoke: Record<string, EventInvokeSettings>;
  reservedConcurrency?: number;
  tags: Record<string, string>;
  behaviour: readonly BehaviourStep[];
  /** Executions at this moment. */
  running: number;
}

/** Where the poller of one event source mapping stands. */
export interface Poller {
  /** The polls that count; others on the agenda have been overtaken. */
  nextAt?: number;
  laterAt?: number;
  /** Batches that the function works on. */
  running: number;
  /** Received and waiting for the batching window to end: message ids with receipt handles. */
  gathered: { readonly messageId: string; readonly receiptHandle: string }[];
  gatheringUntil?: number;
  /** After a throttle the poller rests, longer each time. */
  restUntil?: number;
  restSeconds: number;
  isCountingIdle: boolean;
  /** Something was received since idle polls were last counted. */
  hasReceived: boolean;
}

/** Functions with what they will do, and the pollers of event source mappings. */
export class LambdaState {
  functions = new Table<LambdaFunction>();
  readonly pollers = new Map<string, Poller>();
  /** Callers that wait for an answer, by request id; they do not outlive the process. */
  readonly #waiting = new Map<string, (outcome: Outcome) => void>();

  /** Resolves when the run with this request id has ended, never rejects; undefined when `signal` aborts first. */
  whenEnded(requestId: string, signal: AbortSignal): Promise<Outcome | undefined> {
    return new Promise((resolve) => {
      const answer = (outcome?: Outcome) => {
        this.#waiting.delete(requestId);
        signal.removeEventListener("abort", onAbort);
        resolve(outcome);
      };
      const onAbort = () => answer();
      if (signal.aborted) return resolve(undefined);
      signal.addEventListener("abort", onAbort, { once: true });
      this.#waiting.set(requestId, answer);
    });
  }

  tellEnd(outcome: Outcome): void {
    this.#waiting.get(outcome.requestId)?.(outcome);
  }

  /** The poller of a mapping, made when there is none. */
  poller(mappingId: string): Poller {
    const known = this.pollers.get(mappingId);
    if (known) return known;
    const poller: Poller = { running: 0, gathered: [], restSeconds: 0, isCountingIdle: false, hasReceived: false };
    this.pollers.set(mappingId, poller);
    return poller;
  }

  /** The function that an ARN names, with or without a qualifier at its end. */
  byArn(arn: string): LambdaFunction | undefined {
    const [, , , region = "", accountId = "", , name = ""] = arn.split(":");
    return this.functions.get(accountId, region, name);
  }

  serialize() {
    return { functions: this.functions.serialize(), pollers: [...this.pollers] };
  }

  static load(data: ReturnType<LambdaState["serialize"]>): LambdaState {
    const state = new LambdaState();
    state.functions = Table.load(data.functions);
    for (const [id, poller] of data.pollers) state.pollers.set(id, { ...poller, gathered: [...poller.gathered] });
    return state;
  }
}
