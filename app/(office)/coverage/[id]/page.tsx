import type { Metadata } from "next";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { FindingScreen } from "./finding-screen";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const finding = await orNotFound(operations.getFinding(await pageContext(), await params));
  return { title: `${finding.title} · ${finding.name}` };
}

export default async function FindingPage({ params }: Props) {
  return <FindingScreen finding={await orNotFound(operations.getFinding(await pageContext(), await params))} />;
}
