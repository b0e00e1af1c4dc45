import type { Metadata } from "next";
import { cache } from "react";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { Forbidden, Invalid } from "@/lib/core/errors";
import { operations } from "@/lib/operations";
import { ACTIVITY_ITEMS } from "../activity-words";
import { runsInput } from "./class-runs-input";
import { ClassScreen } from "./class-screen";
import { messagesChoice, messagesInput } from "./messages-input";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

const readClass = cache(async (id: string) => orNotFound(operations.getFailureClass(await pageContext(), { id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readClass((await params).id)).title };
}

/** A filter that is refused leaves the list to the panel, which says what is wrong under the filter. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof Invalid || error instanceof Forbidden)) throw error;
}

export default async function FailureClassPage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const failure = await readClass((await params).id);
  const choice = messagesChoice(readerOf(await searchParams));
  const input = messagesInput(failure.id, choice);
  const [messages, runs, activity, recommended] = await Promise.all([
    operations.listFailedMessages(ctx, input).catch(unlessRefused),
    operations.listRuns(ctx, runsInput(failure)),
    operations.listClassActivity(ctx, { id: failure.id, limit: ACTIVITY_ITEMS }),
    failure.recommendedMessageId ? operations.getFailedMessage(ctx, { id: failure.recommendedMessageId }) : undefined,
  ]);
  return (
    <ClassScreen
      key={failure.id}
      failure={failure}
      messages={messages && { input, output: messages }}
      runs={runs}
      recommended={recommended}
      activity={activity}
    />
  );
}
