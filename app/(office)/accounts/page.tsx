import type { Metadata } from "next";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { AccountList } from "./account-list";

export const metadata: Metadata = { title: "Accounts" };

export default async function AccountsPage() {
  const ctx = await pageContext();
  return <AccountList accounts={await operations.listAccounts(ctx, {})} />;
}
