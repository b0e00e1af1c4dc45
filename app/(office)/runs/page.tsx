import type { Metadata } from "next";
import { choiceIn, readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { RUN_VIEWS, runsInput } from "./runs-input";
import { RunsScreen } from "./runs-screen";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const view = choiceIn(readerOf(await searchParams), "state", RUN_VIEWS);
  const [runs, open] = await Promise.all([
    operations.listRuns(ctx, runsInput(view)),
    operations.listRuns(ctx, { state: "open", limit: 1 }),
  ]);
  return <RunsScreen first={{ view, page: runs }} open={open} />;
}
