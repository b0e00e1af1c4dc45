import type { Metadata } from "next";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { REVIEWS_INPUT } from "./reviews-input";
import { ReviewsScreen } from "./reviews-screen";

export const metadata: Metadata = { title: "Weekly review" };

export default async function ReviewsPage() {
  return <ReviewsScreen first={await operations.listReviews(await pageContext(), REVIEWS_INPUT)} />;
}
