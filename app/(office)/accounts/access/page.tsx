import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { AccessScreen } from "./access-screen";

export const metadata: Metadata = { title: "What works where" };

export default async function AccessPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const accountId = readerOf(await searchParams).get("account") ?? undefined;
  const input = accountId ? { accountId } : {};
  return <AccessScreen capabilities={{ input, output: await operations.getCapabilities(ctx, input) }} />;
}
