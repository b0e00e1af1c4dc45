import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { resourcesQuery } from "./inventory-query";
import { InventoryScreen } from "./inventory-screen";

export const metadata: Metadata = { title: "Inventory" };

export default async function InventoryPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const parameters = readerOf(await searchParams);
  const asked = { inventory: scopeIn(parameters), resources: resourcesQuery(parameters) };
  const [inventory, resources] = await Promise.all([
    operations.getInventory(ctx, asked.inventory),
    operations.listResources(ctx, asked.resources),
  ]);
  return (
    <InventoryScreen
      inventory={{ input: asked.inventory, output: inventory }}
      resources={{ input: asked.resources, output: resources }}
    />
  );
}
