import type { Metadata } from "next";
import { cache } from "react";
import { choiceIn, readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { ACTIVITY_ITEMS } from "../activity-words";
import { ClassScreen } from "./class-screen";
import { MESSAGE_VIEWS, messagesInput } from "./messages-input";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

const readClass = cache(async (id: string) => orNotFound(operations.getFailureClass(await pageContext(), { id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readClass((await params).id)).title };
}

export default async function FailureClassPage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const failure = await readClass((await params).id);
  const view = choiceIn(readerOf(await searchParams), "messages", MESSAGE_VIEWS);
  const [messages, runs, activity, recommended] = await Promise.all([
    operations.listFailedMessages(ctx, messagesInput(failure.id, view)),
    operations.listRuns(ctx, { queueId: failure.queueId, limit: 20 }),
    operations.listClassActivity(ctx, { id: failure.id, limit: ACTIVITY_ITEMS }),
    failure.recommendedMessageId ? operations.getFailedMessage(ctx, { id: failure.recommendedMessageId }) : undefined,
  ]);
  return (
    <ClassScreen
      key={failure.id}
      failure={failure}
      messages={{ view, page: messages }}
      runs={runs}
      recommended={recommended}
      activity={activity}
    />
  );
}
