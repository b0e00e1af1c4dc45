import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { lossesQuery } from "./losses-query";
import { LossesScreen } from "./losses-screen";

export const metadata: Metadata = { title: "Loss clock" };

export default async function LossesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const input = lossesQuery(readerOf(await searchParams));
  return <LossesScreen losses={{ input, output: await operations.listLosses(ctx, input) }} />;
}
