import { AsyncLocalStorage } from "node:async_hooks";
import type { MiddlewareStack } from "@smithy/types";
import type { Purpose, UsageCount } from "./aws";
import { billedUnits } from "./billed-units";
import { type FailureKind, factsOf, kindOf } from "./error-facts";
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
    this.#count(call, 1, units);
  }

  /** Adds what was taken and could not be written. */
  putBack(counts: readonly UsageCount[]): void {
    for (const count of counts) this.#count(count, count.calls, count.units);
  }

  #count(call: Omit<UsageCount, "calls" | "units">, calls: number, units: number): void {
    const key = `${call.accountId} ${call.region} ${call.action} ${call.purpose}`;
    const before = this.#counts.get(key);
    this.#counts.set(key, {
      accountId: call.accountId,
      region: call.region,
      action: call.action,
      purpose: call.purpose,
      calls: (before?.calls ?? 0) + calls,
      units: (before?.units ?? 0) + units,
    });
  }

  take(): UsageCount[] {
    const taken = [...this.#counts.values()];
    this.#counts = new Map();
    return taken;
  }
}

/** Whoever AWS could not take for anybody is billed nothing, nor is a request that never left. */
const NOBODYS: readonly FailureKind[] = ["expired", "bad-credentials", "unreached"];

/**
 * Counts every request that AWS took from us, the SDK's own repetitions and failed ones included, and tells the bucket of
 * each throttled one.
 */
export function countCalls<Input extends object, Output extends object>(stack: MiddlewareStack<Input, Output>): void {
  stack.add(
    (next) => async (args) => {
      const call = callUnderWay.getStore();
      let output: unknown;
      let failed: FailureKind | undefined;
      try {
        const answer = await next(args);
        output = answer.output;
        return answer;
      } catch (error) {
        failed = kindOf(factsOf(error));
        if (failed === "throttled") call?.bucket?.slowDown();
        throw error;
      } finally {
        if (failed === undefined || !NOBODYS.includes(failed))
          call?.usage.add(call, billedUnits(call.action, args.input, output));
      }
    },
    { step: "deserialize", priority: "high", name: "countCalls" },
  );
}
