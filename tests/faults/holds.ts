import pg from "pg";
import { type FaultRule, FaultTable, type FaultTarget } from "@/simulator/faults";
import type { World } from "../support/world";

/** Longer than any case waits: what is held goes on only because somebody lets it. */
const FOR_EVER_MS = 600_000;

/** Watches the calls that reach the simulated AWS, and holds one of them before or after its effect. */
export class CallHold extends FaultTable {
  #held:
    | { readonly action: string; readonly accountId: string; readonly isAfterEffect: boolean; tell: () => void }
    | undefined;

  static install(world: World): CallHold {
    const hold = new CallHold(1);
    world.simulator.world.faults = hold;
    return hold;
  }

  /**
   * Resolves when the next call of this action is there. It gets no answer any more; `isAfterEffect`: what it asks for
   * has happened.
   */
  next(action: string, accountId: string, isAfterEffect: boolean): Promise<void> {
    return new Promise((tell) => {
      this.#held = { action, accountId, isAfterEffect, tell };
    });
  }

  override strike(target: FaultTarget, now: number): FaultRule[] {
    const rules = super.strike(target, now);
    const held = this.#held;
    if (held?.action !== target.action || held.accountId !== target.accountId) return rules;
    this.#held = undefined;
    setTimeout(held.tell, 20);
    return [
      ...rules,
      {
        operation: target.action,
        kind: "timeout",
        ms: FOR_EVER_MS,
        ...(held.isAfterEffect ? { afterEffect: true } : {}),
      },
    ];
  }
}

/** Where the ledger is held: right before these rows are written. */
const PLACES = {
  intent: { key: 47_001, table: "run_item", when: "NEW.state = 'sending' AND OLD.state <> 'sending'" },
  sent: { key: 47_002, table: "run_item", when: "NEW.state = 'sent' AND OLD.state <> 'sent'" },
  deleted: { key: 47_003, table: "run_item", when: "NEW.state = 'deleted' AND OLD.state <> 'deleted'" },
  end: { key: 47_004, table: "run", when: "NEW.state = 'observing' AND OLD.state = 'running'" },
} as const;
export type LedgerPlace = keyof typeof PLACES;

/** Holds a worker's commit in the database, from outside: a trigger that waits for a lock that only a case takes. */
export class LedgerHold {
  private constructor(
    private readonly admin: pg.Client,
    private readonly database: string,
  ) {}

  static async install(world: World): Promise<LedgerHold> {
    const owner = new pg.Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    for (const [name, { key, table, when }] of Object.entries(PLACES))
      await owner.query(
        `CREATE FUNCTION fault_hold_${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${key}); RETURN NEW; END $$;
         CREATE TRIGGER fault_hold_${name} BEFORE UPDATE ON ${table} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION fault_hold_${name}();`,
      );
    await owner.end();
    const url = new URL(process.env.DLO_TEST_PG_URL ?? "");
    const database = new URL(world.database.ownerUrl).pathname;
    url.pathname = database;
    const admin = new pg.Client({ connectionString: url.href });
    await admin.connect();
    return new LedgerHold(admin, database.slice(1));
  }

  /** Resolves when somebody stands before this write. */
  async next(place: LedgerPlace): Promise<void> {
    await this.admin.query("SELECT pg_advisory_lock($1)", [PLACES[place].key]);
    for (;;) {
      if ((await this.#waiting(place)).length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Ends the connections of who stood there, as the database does when their process is gone, and lets the next pass. */
  async clear(place: LedgerPlace): Promise<void> {
    for (const pid of await this.#waiting(place)) await this.admin.query("SELECT pg_terminate_backend($1)", [pid]);
    await this.admin.query("SELECT pg_advisory_unlock($1)", [PLACES[place].key]);
  }

  async #waiting(place: LedgerPlace): Promise<number[]> {
    const { rows } = await this.admin.query<{ pid: number }>(
      `SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
       WHERE l.locktype = 'advisory' AND NOT l.granted AND l.objid = $1 AND d.datname = $2`,
      [PLACES[place].key, this.database],
    );
    return rows.map(({ pid }) => pid);
  }

  close(): Promise<void> {
    return this.admin.end();
  }
}
