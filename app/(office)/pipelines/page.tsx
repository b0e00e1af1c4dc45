import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { countsQuery, pipelinesQuery } from "./pipelines-query";
import { PipelinesScreen } from "./pipelines-screen";

export const metadata: Metadata = { title: "Pipelines" };

export default async function PipelinesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const parameters = readerOf(await searchParams);
  const asked = { pipelines: pipelinesQuery(parameters), counts: countsQuery(parameters) };
  const [pipelines, counts] = await Promise.all([
    operations.listPipelines(ctx, asked.pipelines),
    operations.listPipelines(ctx, asked.counts),
  ]);
  return (
    <PipelinesScreen
      pipelines={{ input: asked.pipelines, output: pipelines }}
      counts={{ input: asked.counts, output: counts }}
    />
  );
}
