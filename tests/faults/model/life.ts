import { AsyncLocalStorage } from "node:async_hooks";
import type { Aws, AwsSession } from "@/lib/aws/aws";
import type { Db, Tx } from "@/lib/db/connect";
import type { WorkerCtx } from "@/lib/operations/worker-context";

/** One place where a worker touches the world outside of it: between two of them anything may happen to it. */
export interface Touch {
  /** `sqs.send`, `statement`, `transaction` … */
  readonly name: string;
  readonly phase: "before" | "after";
}

/** What a statement of a dead worker meets inside of a transaction, so that the database rolls it back. */
class Died extends Error {}

const living = new AsyncLocalStorage<Set<NodeJS.Timeout>>();
const setRealInterval = globalThis.setInterval;
/** A dead worker's clocks stand still as well. */
globalThis.setInterval = ((...args: Parameters<typeof setRealInterval>) => {
  const timer = setRealInterval(...args);
  living.getStore()?.add(timer);
  return timer;
}) as typeof setRealInterval;

/**
 * A worker in this process that can be killed as by SIGKILL, or stopped as by SIGSTOP, at any place where it touches the
 * database or AWS. From then on none of its lines has an effect: what it waits for never comes.
 */
export class Life {
  #state: "alive" | "frozen" | "dead" = "alive";
  readonly #waiting = new Set<() => void>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stop = new AbortController();
  /** Resolves at death. */
  readonly died: Promise<void>;
  /** Resolves when it stands still for the first time. */
  readonly frozen: Promise<void>;
  #tellDeath: () => void = () => {};
  #tellFrozen: () => void = () => {};

  constructor(
    readonly name: string,
    private readonly onTouch: (touch: Touch, life: Life) => void,
  ) {
    this.died = new Promise((resolve) => {
      this.#tellDeath = resolve;
    });
    this.frozen = new Promise((resolve) => {
      this.#tellFrozen = resolve;
    });
  }

  get isAlive(): boolean {
    return this.#state === "alive" || this.#state === "frozen";
  }

  get isFrozen(): boolean {
    return this.#state === "frozen";
  }

  kill(): void {
    if (!this.isAlive) return;
    this.#state = "dead";
    this.#waiting.clear();
    for (const timer of this.#timers) clearInterval(timer);
    this.#tellDeath();
    // Its connections end with it; whatever else hears this meets the end of its world at the next touch.
    this.stop();
  }

  freeze(): void {
    if (this.#state !== "alive") return;
    this.#state = "frozen";
    this.#tellFrozen();
  }

  thaw(): void {
    if (this.#state !== "frozen") return;
    this.#state = "alive";
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  /** As a worker is told to stop: it ends what it does. */
  stop(): void {
    this.#stop.abort(new Error("the worker stops"));
  }

  /** Lives: does this as the worker that `ctx` is, able to die in the middle of it. */
  live<T>(ctx: WorkerCtx, work: (mortal: WorkerCtx) => Promise<T>): Promise<T> {
    const mortal = {
      ...ctx,
      db: this.#mortalDb(ctx.db),
      aws: this.#mortalAws(ctx.aws),
      signal: AbortSignal.any([ctx.signal, this.#stop.signal]),
    };
    return living.run(this.#timers, () => work(mortal));
  }

  async #around<T>(name: string, call: () => Promise<T>): Promise<T> {
    await this.#pass({ name, phase: "before" });
    try {
      return await call();
    } finally {
      await this.#pass({ name, phase: "after" });
    }
  }

  async #pass(touch: Touch): Promise<void> {
    if (this.#state === "alive") this.onTouch(touch, this);
    while (this.#state === "frozen") await new Promise<void>((wake) => this.#waiting.add(wake));
    if (this.#state === "dead") await new Promise<never>(() => {});
  }

  #mortalDb(db: Db): Db {
    return this.#mortalSql(db, {
      $transaction: (work: (tx: Tx) => Promise<unknown>, options?: object) =>
        this.#around("transaction", () => this.#transact(db, work, options)),
    });
  }

  async #transact(db: Db, work: (tx: Tx) => Promise<unknown>, options?: object): Promise<unknown> {
    try {
      return await db.$transaction(async (tx) => {
        const done = await work(this.#mortalSql(tx, {}, true));
        if (!this.isAlive) throw new Died(this.name);
        return done;
      }, options);
    } catch (error) {
      if (error instanceof Died) return undefined;
      throw error;
    }
  }

  #mortalSql<S extends Tx | Db>(sql: S, own: Readonly<Record<string, unknown>>, isInTransaction = false): S {
    const around = (name: string, call: () => Promise<unknown>) =>
      isInTransaction ? this.#inside(name, call) : this.#around(name, call);
    return new Proxy(sql, {
      get: (target, name) => {
        if (typeof name === "string" && Object.hasOwn(own, name)) return own[name];
        const found: unknown = Reflect.get(target, name);
        if (typeof found !== "function" || !/^\$(query|execute)Raw/.test(String(name))) return found;
        return (...args: unknown[]) => around("statement", async () => found.apply(target, args));
      },
    });
  }

  async #inside<T>(name: string, call: () => Promise<T>): Promise<T> {
    if (!this.isAlive) throw new Died(this.name);
    if (this.#state === "alive") this.onTouch({ name, phase: "before" }, this);
    if (!this.isAlive) throw new Died(this.name);
    return call();
  }

  #mortalAws(aws: Aws): Aws {
    return { ...aws, session: (account, options) => this.#mortalSession(aws.session(account, options)) };
  }

  #mortalSession(session: AwsSession): AwsSession {
    return new Proxy(session, {
      get: (target, service) => {
        const found: unknown = Reflect.get(target, service);
        return isPlain(found) ? this.#mortalService(String(service), found) : found;
      },
    });
  }

  #mortalService(service: string, calls: Record<string, unknown>): unknown {
    return new Proxy(calls, {
      get: (target, name) => {
        const found: unknown = Reflect.get(target, name);
        if (typeof found !== "function") return found;
        return (...args: unknown[]) =>
          this.#around(`${service}.${String(name)}`, async () => found.apply(target, args));
      },
    });
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
