import { listAudit, verifyAudit as verify } from "@/lib/db/audit";
import { question } from "../operation";

export const listAuditEntries = question("listAuditEntries", (ctx, input) => listAudit(ctx.db, ctx.actor.scope, input));
export const verifyAudit = question("verifyAudit", (ctx) => verify(ctx.db));
