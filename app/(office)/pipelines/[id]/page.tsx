import type { Metadata } from "next";
import { cache } from "react";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { PipelineScreen } from "./pipeline-screen";
import { type Window, windowFor, windowIn } from "./window-choice";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

const readPipeline = cache(async (id: string) => orNotFound(operations.getPipeline(await pageContext(), { id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readPipeline((await params).id)).name };
}

export default async function PipelinePage({ params, searchParams }: Props) {
  const pipeline = await readPipeline((await params).id);
  const parameters = readerOf(await searchParams);
  const week = await readSeries({ id: pipeline.id, window: "7d" });
  const window = windowFor(week.output);
  const wanted = windowIn(parameters, window);
  const series = wanted === "7d" ? week : await readSeries({ id: pipeline.id, window: wanted });
  return <PipelineScreen key={pipeline.id} pipeline={pipeline} series={series} window={window} />;
}

async function readSeries(input: { id: string; window: Window }) {
  return { input, output: await orNotFound(operations.getPipelineSeries(await pageContext(), input)) };
}
