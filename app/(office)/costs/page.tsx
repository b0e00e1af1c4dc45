import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { costsQuery } from "./costs-query";
import { CostsScreen } from "./costs-screen";

export const metadata: Metadata = { title: "Cost" };

export default async function CostsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const input = costsQuery(readerOf(await searchParams));
  return <CostsScreen first={{ input, output: await operations.getCosts(ctx, input) }} />;
}
