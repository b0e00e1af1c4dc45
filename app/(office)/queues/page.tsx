import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { QueueList } from "./queue-list";
import { holdingQuery, queueQuery } from "./queue-query";

export const metadata: Metadata = { title: "Queues" };

export default async function QueuesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const parameters = readerOf(await searchParams);
  const asked = { queues: queueQuery(parameters), holding: holdingQuery(parameters), now: scopeIn(parameters) };
  const [queues, holding, now] = await Promise.all([
    operations.listQueues(ctx, asked.queues),
    operations.listQueues(ctx, asked.holding),
    operations.getNow(ctx, asked.now),
  ]);
  return (
    <QueueList
      queues={{ input: asked.queues, output: queues }}
      holding={{ input: asked.holding, output: holding }}
      now={{ input: asked.now, output: now }}
    />
  );
}
