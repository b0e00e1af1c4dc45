import type { Metadata } from "next";
import { cache } from "react";
import { choiceIn, readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { itemsInput, itemViewsOf } from "./items-input";
import { RunScreen } from "./run-screen";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

const readRun = cache(async (id: string) => orNotFound(operations.getRun(await pageContext(), { id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const run = await readRun((await params).id);
  return { title: `R-${run.number} · ${run.title}` };
}

export default async function RunPage({ params, searchParams }: Props) {
  const run = await readRun((await params).id);
  const view = choiceIn(readerOf(await searchParams), "items", itemViewsOf(run));
  const items = await operations.listRunItems(await pageContext(), itemsInput(run.id, view));
  return <RunScreen key={run.id} run={run} items={{ view, page: items }} />;
}
