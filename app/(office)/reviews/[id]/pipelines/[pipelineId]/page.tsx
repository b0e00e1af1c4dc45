import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { readReview } from "../../read-review";
import { PipelineReviewScreen } from "./pipeline-review-screen";

type Props = { params: Promise<{ id: string; pipelineId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { review, pipeline } = await read(params);
  return { title: `${pipeline.name} in ${review.week}` };
}

export default async function PipelineReviewPage({ params }: Props) {
  const { review, pipeline } = await read(params);
  const ctx = await pageContext();
  const [actions, notes] = await Promise.all([
    operations.listReviewActions(ctx, { state: "open", pipelineId: pipeline.id, limit: 50 }),
    operations.listReviewNotes(ctx, { id: review.id }),
  ]);
  return <PipelineReviewScreen key={pipeline.id} {...{ review, pipeline, actions, notes }} />;
}

async function read(params: Props["params"]) {
  const { id, pipelineId } = await params;
  const review = await readReview(id);
  const pipeline = review.pipelines.find((one) => one.id === pipelineId);
  if (!pipeline) notFound();
  return { review, pipeline };
}
