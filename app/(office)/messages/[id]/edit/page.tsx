import type { Metadata } from "next";
import { formatShortId } from "@/app/_components/format";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { EditScreen } from "./edit-screen";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const message = await orNotFound(operations.getFailedMessage(await pageContext(), { id: (await params).id }));
  return { title: `Edit message ${formatShortId(message.messageId)}` };
}

export default async function EditMessagePage({ params }: Props) {
  const message = await orNotFound(operations.getFailedMessage(await pageContext(), { id: (await params).id }));
  return <EditScreen key={message.id} message={message} />;
}
