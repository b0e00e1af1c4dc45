import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { AlertScreen } from "./alert-screen";

type Props = { params: Promise<{ id: string }> };

const readAlert = cache(async (id: string) => orNotFound(operations.getAlert(await pageContext(), { id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number, title } = await readAlert((await params).id);
  return { title: `A-${number} ${title}` };
}

export default async function AlertPage({ params }: Props) {
  const alert = await readAlert((await params).id);
  return <AlertScreen key={alert.id} alert={alert} />;
}
