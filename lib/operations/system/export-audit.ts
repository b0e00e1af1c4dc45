import { createHash } from "node:crypto";
import { auditExport } from "@/lib/contract/audit";
import { CAPABILITIES } from "@/lib/core/access/capabilities";
import type { Scope } from "@/lib/core/access/scope";
import { may, scopeOf } from "@/lib/core/actor";
import { ecsEvent } from "@/lib/core/auditing/ecs";
import { Forbidden, Invalid, Unauthenticated } from "@/lib/core/errors";
import { type AuditFilter, appendAudit } from "@/lib/db/audit";
import { countAudit, type ExportSummary, exportedEntries, exportMac, startExport } from "@/lib/db/audit-export";
import type { Ctx } from "../context";
import { noteDenial } from "../note-denial";

const NO_HEAD = { position: 0, hash: "0".repeat(64) };

/**
 * The audit log as parts of text, lines of JSON: every entry in the actor's scope that there was when this was asked, each
 * once, and a last line with their number, a digest and the head of the chain, signed. An export without its last line
 * was cut. That it was asked for is in the audit log before the first line is made.
 */
export async function exportAudit(ctx: Ctx, raw: unknown): Promise<AsyncGenerator<string>> {
  const { operationId, capability, input } = auditExport;
  if (ctx.actor.kind === "anonymous") throw new Unauthenticated();
  if (!may(ctx.actor, capability)) {
    const object = { objectKind: "operation", objectId: operationId };
    await noteDenial(ctx, { operation: operationId, capability, ...object, why: "capability" });
    throw new Forbidden("forbidden", `You may not ${CAPABILITIES[capability]}. Ask an admin for a role that can.`, {
      capability,
    });
  }
  const read = input.safeParse(raw);
  if (!read.success) {
    const fields = read.error.issues.map(({ path, message }) => ({ field: path.join(".") || "query", message }));
    throw new Invalid(
      fields[0] ? `${fields[0].field}: ${fields[0].message}` : "The filter is not as documented.",
      fields,
    );
  }
  const scope = scopeOf(ctx.actor, capability);
  const count = await countAudit(ctx.db, scope, read.data);
  await appendAudit(ctx.db, ctx, {
    action: "audit.exported",
    objectKind: "audit",
    detail: { filter: read.data, count, isWhole: scope.kind === "all" },
  });
  return lines(ctx, scope, read.data);
}

async function* lines(ctx: Ctx, scope: Scope, filter: AuditFilter): AsyncGenerator<string> {
  const start = await startExport(ctx.db, ctx.keyring);
  const digest = createHash("sha256");
  let count = 0;
  let [from, to]: (number | null)[] = [null, null];
  for await (const part of exportedEntries(ctx.db, scope, filter, start)) {
    const text = part.map((entry) => `${JSON.stringify(ecsEvent(entry))}\n`).join("");
    digest.update(text);
    count += part.length;
    for (const { position } of part) {
      from ??= position;
      to = position ?? to;
    }
    if (text) yield text;
  }
  const head = start.head ?? NO_HEAD;
  const summary: ExportSummary = {
    count,
    sha256: digest.digest("hex"),
    headPosition: head.position,
    headHash: head.hash,
    exportedAt: ctx.now().toISOString(),
  };
  const signed = { ...summary, mac: exportMac(ctx.keyring, summary) };
  yield `${JSON.stringify({ "dlo.export": { ...signed, from, to, prunedTo: start.prunedTo, filter } })}\n`;
}
