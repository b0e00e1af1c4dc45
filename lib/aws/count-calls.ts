import { AsyncLocalStorage } from "node:async_hooks";
import type { MiddlewareStack } from "@smithy/types";
import type { Purpose, UsageCount } from "./aws";
import { billedUnits } from "./billed-units";
import { factsOf, kindOf } from "./error-facts";
import type { TokenBucket } from "./token-bucket";

/** The call that is under way in this chain of promises; clients are shared, what a call is for is not. */
export interface CallUnderWay {
  readonly accountId: string;
  readonly region: string;
  readonly action: string;
  readonly purpose: Purpose;
  readonly usage: UsageCounter;
  readonly bucket: TokenBucket | undefined;
}
export const callUnderWay = new AsyncLocalStorage<CallUnderWay>();

/** Calls and billed units since the last take, per account, Region, action and purpose. */
export class UsageCounter {
  #counts = new Map<string, UsageCount>();

  add(call: Omit<UsageCount, "calls" | "units">, units: number): void {
    const key = `${call.accountId} ${call.region} ${call.action} ${call.purpose}`;
    const before = this.#counts.get(key);
    this.#counts.set(key, {
      accountId: call.accountId,
      region: call.region,
      action: call.action,
      purpose: call.purpose,
      calls: (before?.calls ?? 0) + 1,
      units: (before?.units ?? 0) + units,
    });
  }

  take(): UsageCount[] {
    const taken = [...this.#counts.values()];
    this.#counts = new Map();
    return taken;
  }
}

/**
 * Counts every request that goes over the wire, the SDK's own repetitions and failed ones included, and tells the bucket
 * of each throttled one.
 */
export function countCalls<Input extends object, Output extends object>(stack: MiddlewareStack<Input, Output>): void {
  stack.add(
    (next) => async (args) => {
      const call = callUnderWay.getStore();
      let output: unknown;
      try {
        const answer = await next(args);
        output = answer.output;
        return answer;
      } catch (error) {
        if (kindOf(factsOf(error)) === "throttled") call?.bucket?.slowDown();
        throw error;
      } finally {
        call?.usage.add(call, billedUnits(call.action, args.input, output));
      }
    },
    { step: "deserialize", priority: "high", name: "countCalls" },
  );
}
