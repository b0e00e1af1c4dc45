import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { changesQuery } from "../inventory-query";
import { ChangesScreen } from "./changes-screen";

export const metadata: Metadata = { title: "Changes" };

export default async function ChangesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const input = changesQuery(readerOf(await searchParams));
  return <ChangesScreen changes={{ input, output: await operations.listChanges(ctx, input) }} />;
}
