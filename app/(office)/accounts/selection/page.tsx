import type { Metadata } from "next";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { SelectionScreen } from "./selection-screen";

export const metadata: Metadata = { title: "What is looked at" };

export default async function SelectionPage() {
  const ctx = await pageContext();
  const [selection, reading] = await Promise.all([operations.getSelection(ctx, {}), operations.getReading(ctx, {})]);
  return <SelectionScreen selection={selection} reading={reading} />;
}
