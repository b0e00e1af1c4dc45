import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { QueuePage } from "./queue-page";
import { hoursIn } from "./series-range";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const ctx = await pageContext();
  const queue = await orNotFound(operations.getQueue(ctx, await params));
  return { title: queue.name };
}

export default async function OneQueuePage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const { id } = await params;
  const seriesInput = { id, hours: hoursIn(readerOf(await searchParams)) };
  const queue = await orNotFound(operations.getQueue(ctx, { id }));
  const [series, changes, classes] = await Promise.all([
    operations.getQueueSeries(ctx, seriesInput),
    operations.listConfigChanges(ctx, { id }),
    operations.listFailureClasses(ctx, { queueId: id, view: "all" }),
  ]);
  return (
    <QueuePage
      queue={queue}
      series={{ input: seriesInput, output: series }}
      changes={changes}
      classes={queue.isDeadLetterQueue ? classes : undefined}
    />
  );
}
