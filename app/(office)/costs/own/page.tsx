import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { monthQuery } from "../costs-query";
import { OwnCostScreen } from "./own-cost-screen";

export const metadata: Metadata = { title: "Own cost" };

export default async function OwnCostPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const input = monthQuery(readerOf(await searchParams));
  return <OwnCostScreen first={{ input, output: await operations.getOwnCost(ctx, input) }} />;
}
