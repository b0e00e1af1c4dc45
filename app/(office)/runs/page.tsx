import type { Metadata } from "next";
import { choiceIn, readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { RUN_VIEWS, runsInput } from "./runs-input";
import { RunsScreen } from "./runs-screen";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const parameters = readerOf(await searchParams);
  const view = choiceIn(parameters, "state", RUN_VIEWS);
  const scope = scopeIn(parameters);
  const [runs, open] = await Promise.all([
    operations.listRuns(ctx, runsInput(view, scope)),
    operations.listRuns(ctx, { ...scope, state: "open", limit: 1 }),
  ]);
  return <RunsScreen first={{ input: runsInput(view, scope), page: runs }} open={open} />;
}
