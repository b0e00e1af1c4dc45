import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { readReview } from "../read-review";
import { factsQuery } from "./facts-query";
import { FactsScreen } from "./facts-screen";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `What ${(await readReview((await params).id)).week} is made of` };
}

export default async function FactsPage({ params, searchParams }: Props) {
  const review = await readReview((await params).id);
  const input = factsQuery(review.id, readerOf(await searchParams));
  const output = await orNotFound(operations.listReviewFacts(await pageContext(), input));
  return <FactsScreen review={review} first={{ input, output }} />;
}
