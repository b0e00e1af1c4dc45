import type { Metadata } from "next";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { SILENCES_INPUT } from "./silences-input";
import { SilencesScreen } from "./silences-screen";

export const metadata: Metadata = { title: "Silences" };

export default async function SilencesPage() {
  return <SilencesScreen first={await operations.listSilences(await pageContext(), SILENCES_INPUT)} />;
}
