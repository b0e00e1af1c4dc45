import type { Scope } from "@/lib/core/access/scope";
import { type Db, inTransaction, type Tx } from "./connect";
import { execute, sql } from "./query";

/** One for each set of accounts, so that what is kept per database, such as sums of refusals, is kept over requests. */
const fences = new WeakMap<Db, Map<string, Db>>();
const MOST_FENCES = 1000;

/**
 * The database as somebody with this scope may see it: rows of other accounts do not exist in it, whatever a query forgot
 * to ask. Every statement runs in a transaction of its own in the fenced role; whoever sees all accounts needs no fence.
 * Single resources open the account that they lie in here: to them alone the queries' own condition narrows.
 */
export function fenced(db: Db, scope: Scope): Db {
  if (scope.kind === "all") return db;
  const accounts = [...new Set([...scope.accountIds, ...Object.values(scope.arns ?? {})])].sort().join(",");
  const known = fences.get(db) ?? new Map<string, Db>();
  fences.set(db, known.size < MOST_FENCES ? known : new Map());
  const fence = known.get(accounts) ?? raise(db, accounts);
  known.set(accounts, fence);
  return fence;
}

function raise(db: Db, accounts: string): Db {
  const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(db, async (tx) => {
      await execute(
        tx,
        sql`SELECT set_config('role', 'dlo_web_scoped', true), set_config('dlo.accounts', ${accounts}, true)`,
      );
      return work(tx);
    });
  const instead: Pick<Db, "$queryRaw" | "$executeRaw" | "$transaction"> = {
    $queryRaw: ((...statement: Parameters<Tx["$queryRaw"]>) =>
      within((tx) => tx.$queryRaw(...statement))) as Db["$queryRaw"],
    $executeRaw: ((...statement: Parameters<Tx["$executeRaw"]>) =>
      within((tx) => tx.$executeRaw(...statement))) as Db["$executeRaw"],
    $transaction: ((work: (tx: Tx) => Promise<unknown>) => within(work)) as Db["$transaction"],
  };
  return new Proxy(db, {
    get: (target, name) =>
      name in instead ? instead[name as keyof typeof instead] : Reflect.get(target, name, target),
  });
}
