import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { groupChoiceIn, groupInput } from "./now/group-choice";
import { PAGE_ITEMS, viewIn } from "./now/now-address";
import { NowScreen } from "./now/now-screen";

export const metadata: Metadata = { title: "Now" };

export default async function NowPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const parameters = readerOf(await searchParams);
  const scope = scopeIn(parameters);
  const view = viewIn(parameters);
  const choice = groupChoiceIn(parameters);
  const [now, classes] = await Promise.all([
    operations.getNow(ctx, scope),
    operations.listFailureClasses(ctx, { ...scope, view, ...groupInput(choice), limit: PAGE_ITEMS }),
  ]);
  return <NowScreen {...{ scope, view, choice, now, classes }} />;
}
