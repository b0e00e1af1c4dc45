import type { Metadata } from "next";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { OPEN_ACTIONS } from "../../reviews-input";
import { readReview } from "../read-review";
import { MeetingScreen } from "./meeting-screen";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Meeting on ${(await readReview((await params).id)).week}` };
}

export default async function MeetingPage({ params }: Props) {
  const [review, ctx] = await Promise.all([readReview((await params).id), pageContext()]);
  const [actions, notes] = await Promise.all([
    operations.listReviewActions(ctx, OPEN_ACTIONS),
    operations.listReviewNotes(ctx, { id: review.id }),
  ]);
  return <MeetingScreen key={review.id} review={review} actions={actions} notes={notes} />;
}
