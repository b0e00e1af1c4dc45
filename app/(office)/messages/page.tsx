import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import { pageContext } from "@/app/_http/page-context";
import { Forbidden, Invalid, Unavailable } from "@/lib/core/errors";
import { operations } from "@/lib/operations";
import { searchChoice, searchInput } from "./search-query";
import { SearchScreen } from "./search-screen";

export const metadata: Metadata = { title: "Search" };

/** A filter that is refused, or takes too long, leaves the list to the screen, which says why. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof Invalid || error instanceof Forbidden || error instanceof Unavailable)) throw error;
}

export default async function SearchPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const parameters = readerOf(await searchParams);
  const scope = scopeIn(parameters);
  const input = searchInput(searchChoice(parameters), scope);
  const output = await operations.listFailedMessages(await pageContext(), input).catch(unlessRefused);
  return <SearchScreen scope={scope} first={output && { input, output }} />;
}
