import { createHash } from "node:crypto";
import type { z } from "zod";
import { type Contract, contract, type OperationId, type OutputOf } from "@/lib/contract";
import { CAPABILITIES } from "@/lib/core/access/capabilities";
import { inScope, may } from "@/lib/core/actor";
import { Forbidden, Invalid, NotFound, Unauthenticated } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { inTransaction, type Tx } from "@/lib/db/connect";
import * as idempotency from "@/lib/db/idempotency";
import type { Ctx } from "./context";

export type ParsedInput<K extends OperationId> = z.output<Contract[K]["input"]>;

/** One operation as the doors call it: rights, input, object, idempotency and audit of denials are already in it. */
export type Operation<K extends OperationId> = (ctx: Ctx, input: unknown) => Promise<OutputOf<K>>;
export interface CheckedObject {
  readonly noun: string;
  readonly id: string;
  readonly accountId: string | undefined;
}
/** Finds the object that an input names; throws NotFound when there is none. */
export type ObjectOf<I> = (ctx: Ctx, input: I) => Promise<CheckedObject>;

/** A reading operation. `on` names the object it is checked on; lists pass the actor's scope to their query instead. */
export function question<K extends OperationId>(
  id: K,
  run: (ctx: Ctx, input: ParsedInput<K>) => Promise<OutputOf<K>>,
  on?: ObjectOf<ParsedInput<K>>,
): Operation<K> {
  return async (ctx, raw) => run(ctx, await admit(ctx, id, raw, on));
}

/**
 * A changing operation: its work, its audit entries and the answer kept for its Idempotency-Key commit together or not
 * at all. The same actor, operation, key and body get the first answer; the same key with another body is refused.
 */
export function command<K extends OperationId>(
  id: K,
  run: (ctx: Ctx, tx: Tx, input: ParsedInput<K>) => Promise<OutputOf<K>>,
  on?: ObjectOf<ParsedInput<K>>,
): Operation<K> {
  return async (ctx, raw) => {
    const input = await admit(ctx, id, raw, on);
    const key = contract[id].idempotent ? ctx.idempotencyKey : null;
    return inTransaction(ctx.db, async (tx) => {
      if (key === null) return run(ctx, tx, input);
      const slot = { actorId: ctx.actor.id, operation: id, key, requestHash: hashOf(input) };
      const kept = await idempotency.claim(tx, slot);
      if (kept.kind === "other-body")
        throw new Invalid(
          "This Idempotency-Key was used with another body.",
          [{ field: "Idempotency-Key", message: "use a new key for a new request" }],
          "idempotency-key-reused",
        );
      if (kept.kind === "same") return kept.response as OutputOf<K>;
      const output = await run(ctx, tx, input);
      await idempotency.fill(tx, slot, output);
      return output;
    });
  };
}

async function admit<K extends OperationId>(ctx: Ctx, id: K, raw: unknown, on?: ObjectOf<ParsedInput<K>>) {
  await checkCapability(ctx, id);
  const read = contract[id].input.safeParse(raw);
  if (!read.success) throw invalidFrom(read.error);
  const input = read.data as ParsedInput<K>;
  if (on) {
    const object = await on(ctx, input);
    if (!inScope(ctx.actor.scope, object.accountId)) throw new NotFound(object.noun, object.id);
  }
  return input;
}

async function checkCapability(ctx: Ctx, id: OperationId): Promise<void> {
  const { capability } = contract[id];
  if (capability === "public") return;
  if (ctx.actor.kind === "anonymous") throw new Unauthenticated();
  if (capability === "signed-in" || may(ctx.actor, capability)) return;
  // A transaction of its own: the refusal stays written though nothing else happens.
  await appendAudit(ctx.db, ctx, {
    action: "access.denied",
    objectKind: "operation",
    objectId: id,
    detail: { capability },
  });
  throw new Forbidden("forbidden", `You may not ${CAPABILITIES[capability]}. Ask an admin for a role that can.`, {
    capability,
  });
}

function invalidFrom(error: z.ZodError): Invalid {
  const fields = error.issues.map((issue) => ({ field: issue.path.join(".") || "body", message: issue.message }));
  const first = fields[0];
  return new Invalid(first ? `${first.field}: ${first.message}` : "The input is not as documented.", fields);
}

function hashOf(input: unknown): string {
  return createHash("sha256").update(JSON.stringify(input)).digest("hex");
}
