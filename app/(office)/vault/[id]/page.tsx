import type { Metadata } from "next";
import { formatShortId } from "@/app/_components/format";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { VaultItemPage } from "./vault-item-page";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const item = await orNotFound(operations.getVaultItem(await pageContext(), await params));
  return { title: `Vault · ${formatShortId(item.messageId)}` };
}

export default async function OneVaultItemPage({ params }: Props) {
  const item = await orNotFound(operations.getVaultItem(await pageContext(), await params));
  return <VaultItemPage item={item} />;
}
