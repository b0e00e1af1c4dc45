import type { Metadata } from "next";
import { scopeOfPage } from "@/app/_components/shell/scope-address";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { PAGE_ITEMS, viewIn } from "./now/now-address";
import { NowScreen } from "./now/now-screen";

export const metadata: Metadata = { title: "Now" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NowPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const parameters = await searchParams;
  const scope = scopeOfPage(parameters);
  const view = viewIn([parameters.tab].flat()[0]);
  const [now, classes] = await Promise.all([
    operations.getNow(ctx, scope),
    operations.listFailureClasses(ctx, { ...scope, view, limit: PAGE_ITEMS }),
  ]);
  return <NowScreen scope={scope} view={view} now={now} classes={classes} />;
}
