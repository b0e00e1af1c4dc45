import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Conflict } from "@/lib/core/errors";
import type { ItemState } from "@/lib/core/runs/item";
import { appendAudit } from "@/lib/db/audit";
import { inTransaction, type Tx } from "@/lib/db/connect";
import {
  type Claim,
  claimForSending,
  findStates,
  type ItemChange,
  markMessagesDone,
  saveItems,
} from "@/lib/db/run-items";
import { writeStopFor } from "@/lib/db/settings";
import type { Work } from "../driver";
import { GroupCommit } from "./group-commit";

const MOST_AT_ONCE = 64;
/** The database may be away for some seconds: what is known is not thrown away for that. */
const TRIES = 6;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

/** Items that may be sent; and what stands in the database of those that may not. */
export interface Begun {
  readonly taken: ReadonlySet<string>;
  readonly others: ReadonlyMap<string, ItemState>;
}

/** Something that happened and is written down. */
export interface Fact {
  readonly changes: readonly ItemChange[];
  /** Message ids of an effect, for the audit log. */
  readonly performedIds?: readonly string[];
  /** Rows of messages that are not in the queue any more. */
  readonly doneRowIds?: readonly string[];
  /** Joins the transaction. */
  readonly also?: (tx: Tx) => Promise<void>;
}

/**
 * The run's ledger in the database, written by all lanes together: intents of those that wait in one transaction behind one
 * look at the lease and at the write-stop; outcomes in another, deletes in a third. Nothing is answered before it is committed.
 */
export class Journal {
  readonly #intents: GroupCommit<readonly Claim[], Begun>;
  readonly #outcomes: GroupCommit<Fact, ReadonlySet<string>>;
  readonly #others: GroupCommit<Fact, ReadonlySet<string>>;

  constructor(
    private readonly work: Pick<Work, "ctx" | "lease" | "run">,
    private readonly doneState: "redriven" | "discarded",
  ) {
    this.#intents = new GroupCommit((group) => this.#commitIntents(group), MOST_AT_ONCE);
    this.#outcomes = new GroupCommit((group) => this.#commitFacts(group), MOST_AT_ONCE);
    this.#others = new GroupCommit((group) => this.#commitFacts(group), MOST_AT_ONCE);
  }

  /** Writes down that these are about to be sent. Refused when the lease was lost or all writes are stopped. */
  begin(claims: readonly Claim[]): Promise<Begun> {
    return this.#intents.add(claims);
  }

  /** Writes down what happened. Returns the ids of the items of which it still could be said. */
  record(fact: Fact): Promise<ReadonlySet<string>> {
    // Until its outcome is written down a message may be sent twice; deletes have time.
    return (fact.performedIds === undefined ? this.#others : this.#outcomes).add(fact);
  }

  async #commitIntents(group: readonly (readonly Claim[])[]): Promise<Begun[]> {
    const { ctx, lease, run } = this.work;
    const claims = group.flat();
    const begun = await inTransaction(ctx.db, async (tx) => {
      const stop = await writeStopFor(tx, run.accountId);
      if (stop) throw new Conflict("writes-stopped", `All writes are stopped by ${stop.by}.`);
      const taken = await claimForSending(tx, lease, claims);
      const left = claims.flatMap(({ itemId }) => (taken.has(itemId) ? [] : [itemId]));
      return { taken, others: await findStates(tx, left) };
    });
    return group.map(() => begun);
  }

  async #commitFacts(group: readonly Fact[]): Promise<ReadonlySet<string>[]> {
    for (let tries = 1; ; tries++) {
      try {
        const saved = await this.#writeFacts(group);
        return group.map(() => saved);
      } catch (error) {
        if (tries >= TRIES) throw error;
        await sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)));
      }
    }
  }

  #writeFacts(group: readonly Fact[]): Promise<ReadonlySet<string>> {
    const { ctx } = this.work;
    const changes = group.flatMap((fact) => fact.changes);
    const doneRowIds = group.flatMap(({ doneRowIds = [] }) => doneRowIds);
    const performed = group.filter(({ performedIds }) => performedIds !== undefined);
    return inTransaction(ctx.db, async (tx) => {
      const saved = await saveItems(tx, changes);
      if (doneRowIds.length > 0) await markMessagesDone(tx, doneRowIds, this.doneState);
      for (const { also } of group) await also?.(tx);
      if (performed.length > 0) await this.#audit(tx, performed);
      return saved;
    });
  }

  /** One entry for all that was performed: how many, with what end, and a digest of their ids. */
  async #audit(tx: Tx, performed: readonly Fact[]): Promise<void> {
    const { ctx, run } = this.work;
    const ids = performed.flatMap(({ performedIds = [] }) => performedIds);
    const changes = performed.flatMap((fact) => fact.changes);
    const count = (state: ItemState) => changes.filter((change) => change.state === state).length;
    const messageIdsSha256 = createHash("sha256").update(ids.join("\n")).digest("hex");
    await appendAudit(tx, ctx, {
      action: "run.batch",
      objectKind: "run",
      objectId: run.id,
      accountId: run.accountId,
      region: run.region,
      runId: run.id,
      detail: {
        ...{ count: ids.length, sent: count("sent"), rejected: count("rejected"), ambiguous: count("ambiguous") },
        messageIdsSha256,
      },
    });
  }
}
