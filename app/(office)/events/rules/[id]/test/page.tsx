import { notFound, redirect } from "next/navigation";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { testAddress } from "../../../test-address";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

/** For whoever knows the rule and not its bus: an event is tested on the bus, with this rule first. */
export default async function TestOnRulePage({ params, searchParams }: Props) {
  const rule = await orNotFound(operations.getRule(await pageContext(), await params));
  if (rule.bus.id === null) notFound();
  const messageRowId = readerOf(await searchParams).get("message") ?? undefined;
  redirect(testAddress(rule.bus.id, { ruleId: rule.id, ...(messageRowId ? { messageRowId } : {}) }));
}
