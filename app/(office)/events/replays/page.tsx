import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { replaysQuery } from "./replays-query";
import { ReplaysScreen } from "./replays-screen";

export const metadata: Metadata = { title: "Replays" };

export default async function ReplaysPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const input = replaysQuery(readerOf(await searchParams));
  return <ReplaysScreen replays={{ input, output: await operations.listReplays(ctx, input) }} />;
}
