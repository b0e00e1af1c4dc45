import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { ChooseOther } from "./choose-other";
import { CompareScreen } from "./compare-screen";

export const metadata: Metadata = { title: "Compare two messages" };

export default async function ComparePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const parameters = readerOf(await searchParams);
  const [a, b] = [parameters.get("a"), parameters.get("b")];
  if (!a) notFound();
  const ctx = await pageContext();
  const message = await orNotFound(operations.getFailedMessage(ctx, { id: a }));
  if (!b || b === a) return <ChooseOther message={message} />;
  const other = await orNotFound(operations.getFailedMessage(ctx, { id: b }));
  return <CompareScreen key={`${a} ${b}`} a={message} b={other} />;
}
