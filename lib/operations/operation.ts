import { createHash } from "node:crypto";
import type { z } from "zod";
import { type Contract, contract, type OperationId, type OutputOf } from "@/lib/contract";
import { CAPABILITIES, type Capability, isInstallationWide } from "@/lib/core/access/capabilities";
import { inScope, type Scope } from "@/lib/core/access/scope";
import { holds, scopeOf } from "@/lib/core/actor";
import { Forbidden, Invalid, NotFound, Unauthenticated } from "@/lib/core/errors";
import { inTransaction, type Tx } from "@/lib/db/connect";
import * as idempotency from "@/lib/db/idempotency";
import type { Ctx } from "./context";
import { noteDenial } from "./note-denial";

export type ParsedInput<K extends OperationId> = z.output<Contract[K]["input"]>;

/** One operation as the doors call it: rights, input, object, idempotency and audit of denials are already in it. */
export type Operation<K extends OperationId> = (ctx: Ctx, input: unknown) => Promise<OutputOf<K>>;
export interface CheckedObject {
  readonly noun: string;
  readonly id: string;
  readonly accountId: string | undefined;
  /** Whether it lies in a scope, where its account alone does not tell. */
  readonly isWithin?: (scope: Scope) => Promise<boolean>;
}
/** Finds the object that an input names; throws NotFound when there is none. */
export type ObjectOf<I> = (ctx: Ctx, input: I) => Promise<CheckedObject>;

/** A reading operation. `on` names the object it is checked on; lists pass the actor's scope to their query instead. */
export function question<K extends OperationId>(
  id: K,
  run: (ctx: Ctx, input: ParsedInput<K>) => Promise<OutputOf<K>>,
  on?: ObjectOf<ParsedInput<K>>,
): Operation<K> {
  return async (asked, raw) => {
    const { ctx, input } = await admit(asked, id, raw, on);
    return run(ctx, input);
  };
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
  return async (asked, raw) => {
    const { ctx, input } = await admit(asked, id, raw, on);
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

interface Admitted<K extends OperationId> {
  /** The asker's own, its scope narrowed to where they have the operation's capability. */
  readonly ctx: Ctx;
  readonly input: ParsedInput<K>;
}

async function admit<K extends OperationId>(
  asked: Ctx,
  id: K,
  raw: unknown,
  on?: ObjectOf<ParsedInput<K>>,
): Promise<Admitted<K>> {
  const ctx = await narrowed(asked, id, raw);
  const read = contract[id].input.safeParse(raw);
  if (!read.success) throw invalidFrom(read.error);
  const input = read.data as ParsedInput<K>;
  if (on) await refuseForeign(ctx, id, await on(ctx, input));
  return { ctx, input };
}

async function narrowed(ctx: Ctx, id: OperationId, raw: unknown): Promise<Ctx> {
  const { capability } = contract[id];
  const { actor } = ctx;
  if (capability === "public") return ctx;
  if (actor.kind === "anonymous") throw new Unauthenticated();
  const held = capability === "signed-in" ? "counts.see" : capability;
  const scope = scopeOf(actor, held);
  if (capability !== "signed-in" && !holds(actor, capability))
    throw await denied(
      ctx,
      id,
      raw,
      "capability",
      `You may not ${CAPABILITIES[capability]}. Ask an admin for a role that can.`,
    );
  if ((contract[id].isForAll || isInstallationWide(held)) && scope.kind !== "all")
    throw await denied(
      ctx,
      id,
      raw,
      "partial-scope",
      "This is about the whole installation; your rights cover a part of it.",
    );
  return { ...ctx, operation: id, actor: { ...actor, scope } };
}

async function denied(ctx: Ctx, id: OperationId, raw: unknown, why: string, words: string): Promise<Forbidden> {
  const { capability } = contract[id];
  await noteDenial(ctx, { operation: id, capability, objectKind: "operation", objectId: id, asked: idIn(raw), why });
  return new Forbidden("forbidden", words, { capability });
}

/** The id that somebody wrote, not looked up: in the log it tells what a refused request was about. */
function idIn(raw: unknown): string | null {
  const id = typeof raw === "object" && raw !== null && "id" in raw ? raw.id : null;
  return typeof id === "string" ? id.slice(0, 100) : null;
}

/** What lies outside looks as if it were not there. Whoever may see it is told that they may not do this to it. */
async function refuseForeign(ctx: Ctx, id: OperationId, object: CheckedObject): Promise<void> {
  const { noun, accountId } = object;
  if (await isWithin(object, ctx.actor.scope)) return;
  const { capability } = contract[id];
  await noteDenial(ctx, {
    operation: id,
    capability,
    objectKind: noun,
    objectId: object.id,
    accountId: accountId ?? null,
    why: "out-of-scope",
  });
  if (capability in CAPABILITIES && (await isWithin(object, scopeOf(ctx.actor, "counts.see"))))
    throw new Forbidden(
      "forbidden",
      `You may not ${CAPABILITIES[capability as Capability]} here. Ask an admin for a grant over this account.`,
      {
        capability,
      },
    );
  throw new NotFound(noun, object.id);
}

/** Whether an object lies in a scope: by its account or, for who sees single resources, by what it speaks of. */
export async function isWithin(object: CheckedObject, scope: Scope): Promise<boolean> {
  return object.isWithin ? object.isWithin(scope) : inScope(scope, object.accountId);
}

function invalidFrom(error: z.ZodError): Invalid {
  const fields = error.issues.map((issue) => ({ field: issue.path.join(".") || "body", message: issue.message }));
  const first = fields[0];
  return new Invalid(first ? `${first.field}: ${first.message}` : "The input is not as documented.", fields);
}

function hashOf(input: unknown): string {
  return createHash("sha256").update(JSON.stringify(input)).digest("hex");
}
