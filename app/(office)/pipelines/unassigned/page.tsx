import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { unassignedQuery } from "./unassigned-query";
import { UnassignedScreen } from "./unassigned-screen";

export const metadata: Metadata = { title: "Unassigned" };

export default async function UnassignedPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const input = unassignedQuery(readerOf(await searchParams));
  return <UnassignedScreen unassigned={{ input, output: await operations.listUnassigned(ctx, input) }} />;
}
