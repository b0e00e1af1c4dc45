import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { countsQuery, mapNamesQuery, mapQuery } from "../pipelines-query";
import { MapScreen } from "./map-screen";

export const metadata: Metadata = { title: "Map of the pipelines" };

export default async function MapPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const parameters = readerOf(await searchParams);
  const asked = { map: mapQuery(parameters), names: mapNamesQuery(parameters), counts: countsQuery(parameters) };
  const [map, names, counts] = await Promise.all([
    operations.getPipelineMap(ctx, asked.map),
    operations.listPipelines(ctx, asked.names),
    operations.listPipelines(ctx, asked.counts),
  ]);
  return (
    <MapScreen
      map={{ input: asked.map, output: map }}
      names={{ input: asked.names, output: names }}
      counts={{ input: asked.counts, output: counts }}
    />
  );
}
