import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { busesQuery, countQuery } from "../list-query";
import { BusesScreen } from "./buses-screen";

export const metadata: Metadata = { title: "Event buses" };

export default async function BusesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const parameters = readerOf(await searchParams);
  const asked = { buses: busesQuery(parameters), all: countQuery(parameters) };
  const [buses, all] = await Promise.all([
    operations.listBuses(ctx, asked.buses),
    operations.listBuses(ctx, asked.all),
  ]);
  return <BusesScreen buses={{ input: asked.buses, output: buses }} all={{ input: asked.all, output: all }} />;
}
