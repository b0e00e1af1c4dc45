import type { Metadata } from "next";
import { choiceIn, readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { APPROVAL_VIEWS, approvalsInput, COUNTS_INPUT } from "./approvals-input";
import { ApprovalsScreen } from "./approvals-screen";

export const metadata: Metadata = { title: "Approvals" };

export default async function ApprovalsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const input = approvalsInput(choiceIn(readerOf(await searchParams), "view", APPROVAL_VIEWS));
  const [page, waiting] = await Promise.all([
    operations.listApprovals(ctx, input),
    operations.listApprovals(ctx, COUNTS_INPUT),
  ]);
  return <ApprovalsScreen first={{ input, output: page }} counts={waiting} />;
}
