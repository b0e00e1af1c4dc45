import type { Metadata } from "next";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { IncidentScreen } from "./incident-screen";

export const metadata: Metadata = { title: "Incident" };

export default async function IncidentPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <IncidentScreen id={id} first={await operations.listIncidents(await pageContext(), {})} />;
}
