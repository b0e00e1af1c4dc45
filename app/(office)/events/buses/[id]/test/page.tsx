import type { Metadata } from "next";
import { cache } from "react";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { idPattern } from "@/lib/core/ids";
import { operations } from "@/lib/operations";
import { TestScreen } from "./test-screen";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

const readBus = cache(async (id: string) => orNotFound(operations.getBus(await pageContext(), { id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Test an event · ${(await readBus((await params).id)).name}` };
}

export default async function TestEventPage({ params, searchParams }: Props) {
  const bus = await readBus((await params).id);
  const parameters = readerOf(await searchParams);
  const ruleId = idIn(parameters.get("rule"), "resource");
  const rule = ruleId && (await orNotFound(operations.getRule(await pageContext(), { id: ruleId })));
  return <TestScreen bus={bus} rule={rule || undefined} messageRowId={idIn(parameters.get("message"), "message")} />;
}

function idIn(text: string | null, kind: "resource" | "message"): string | undefined {
  return text && idPattern(kind).test(text) ? text : undefined;
}
