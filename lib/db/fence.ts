import type { Scope } from "@/lib/core/access/scope";
import type { Db, Tx } from "./connect";
import { execute, sql } from "./query";

type TxOptions = { readonly maxWait?: number; readonly timeout?: number };
/** A statement waits and lasts as long as it may for everybody else; alone, Prisma would end its transaction after 5 seconds. */
const AS_ELSEWHERE: TxOptions = { maxWait: 10_000, timeout: 30_000 };

/**
 * The database as somebody with this scope may see it: rows of other accounts do not exist in it, whatever a query forgot
 * to ask. Every statement runs in a transaction of its own in the fenced role; whoever sees all accounts needs no fence.
 * Single resources open the account that they lie in here: to them alone the queries' own condition narrows.
 */
export function fenced(db: Db, scope: Scope): Db {
  if (scope.kind === "all") return db;
  const accounts = [...new Set([...scope.accountIds, ...Object.values(scope.arns ?? {})])].sort().join(",");
  const within = <T>(work: (tx: Tx) => Promise<T>, options: TxOptions = AS_ELSEWHERE): Promise<T> =>
    db.$transaction(async (tx) => {
      await execute(
        tx,
        sql`SELECT set_config('role', 'dlo_web_scoped', true), set_config('dlo.accounts', ${accounts}, true)`,
      );
      return work(tx);
    }, options);
  const instead: Pick<Db, "$queryRaw" | "$executeRaw" | "$transaction"> = {
    $queryRaw: ((...statement: Parameters<Tx["$queryRaw"]>) =>
      within((tx) => tx.$queryRaw(...statement))) as Db["$queryRaw"],
    $executeRaw: ((...statement: Parameters<Tx["$executeRaw"]>) =>
      within((tx) => tx.$executeRaw(...statement))) as Db["$executeRaw"],
    $transaction: ((work: (tx: Tx) => Promise<unknown>, options?: TxOptions) =>
      within(work, options)) as Db["$transaction"],
  };
  return new Proxy(db, {
    get: (target, name) =>
      name in instead ? instead[name as keyof typeof instead] : Reflect.get(target, name, target),
  });
}
