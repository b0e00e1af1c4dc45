import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { may } from "@/lib/core/actor";
import { operations } from "@/lib/operations";
import { MayNot } from "../may-not";
import { AuditLog } from "./audit-log";
import { auditQuery } from "./audit-query";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  if (!may(ctx.actor, "audit.read")) return <MayNot capability="audit.read" />;
  const input = auditQuery(readerOf(await searchParams));
  return <AuditLog entries={{ input, output: await operations.listAuditEntries(ctx, input) }} />;
}
