import type { Metadata } from "next";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { EditAccount } from "./edit-account";

export const metadata: Metadata = { title: "Change an account" };

export default async function EditAccountPage({ params }: { params: Promise<{ id: string }> }) {
  const account = await orNotFound(operations.getAccount(await pageContext(), await params));
  return <EditAccount account={account} />;
}
