import type { Metadata } from "next";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { PricesScreen } from "./prices-screen";

export const metadata: Metadata = { title: "Prices" };

export default async function PricesPage() {
  const ctx = await pageContext();
  return <PricesScreen first={await operations.listPrices(ctx, {})} />;
}
