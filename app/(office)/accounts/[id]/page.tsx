import type { Metadata } from "next";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { AccountPage } from "./account-page";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const account = await orNotFound(operations.getAccount(await pageContext(), await params));
  return { title: account.name };
}

export default async function OneAccountPage({ params }: Props) {
  const account = await orNotFound(operations.getAccount(await pageContext(), await params));
  return <AccountPage account={account} />;
}
