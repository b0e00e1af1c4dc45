import type { Metadata } from "next";
import { cache } from "react";
import { formatShortId } from "@/app/_components/format";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { MessageScreen } from "./message-screen";

type Props = { params: Promise<{ id: string }> };

const readMessage = cache(async (id: string) => orNotFound(operations.getFailedMessage(await pageContext(), { id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const message = await readMessage((await params).id);
  return { title: `Message ${formatShortId(message.messageId)} · ${message.classTitle}` };
}

export default async function MessagePage({ params }: Props) {
  const message = await readMessage((await params).id);
  const failure = await orNotFound(operations.getFailureClass(await pageContext(), { id: message.classId }));
  return <MessageScreen key={message.id} message={message} failure={failure} />;
}
