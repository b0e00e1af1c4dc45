import type { Metadata } from "next";
import { pageContext } from "@/app/_http/page-context";
import { ConnectAccount } from "./connect-account";

export const metadata: Metadata = { title: "Connect an account" };

export default async function ConnectAccountPage() {
  await pageContext();
  return <ConnectAccount />;
}
