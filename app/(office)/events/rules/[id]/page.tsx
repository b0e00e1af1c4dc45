import type { Metadata } from "next";
import { cache } from "react";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { windowIn } from "../../figures/figure-range";
import { RuleScreen } from "./rule-screen";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

const readRule = cache(async (id: string) => orNotFound(operations.getRule(await pageContext(), { id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readRule((await params).id)).name };
}

export default async function RulePage({ params, searchParams }: Props) {
  const rule = await readRule((await params).id);
  const input = { id: rule.id, window: windowIn(readerOf(await searchParams)) };
  const figures = await orNotFound(operations.getRuleFigures(await pageContext(), input));
  return <RuleScreen rule={rule} figures={{ input, output: figures }} />;
}
