import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { VaultList } from "./vault-list";
import { vaultQuery } from "./vault-query";

export const metadata: Metadata = { title: "Vault" };

export default async function VaultPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const input = vaultQuery(readerOf(await searchParams));
  const kept = { state: "kept", limit: 1 } as const;
  const [items, keptItems] = await Promise.all([
    operations.listVaultItems(ctx, input),
    operations.listVaultItems(ctx, kept),
  ]);
  return <VaultList items={{ input, output: items }} kept={{ input: kept, output: keptItems }} />;
}
