import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { Invalid } from "@/lib/core/errors";
import { operations } from "@/lib/operations";
import { alertsQuery } from "./alerts-query";
import { AlertsScreen } from "./alerts-screen";

export const metadata: Metadata = { title: "Alerts" };

export default async function AlertsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const input = alertsQuery(readerOf(await searchParams));
  const output = await operations.listAlerts(ctx, input).catch(unlessRefused);
  return <AlertsScreen first={output && { input, output }} />;
}

/** A filter that is refused leaves the list to the screen, which says what is wrong. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof Invalid)) throw error;
}
