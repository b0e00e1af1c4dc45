import type { Metadata } from "next";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { ResourceScreen } from "./resource-screen";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const resource = await orNotFound(operations.getResource(await pageContext(), await params));
  return { title: resource.name };
}

export default async function ResourcePage({ params }: Props) {
  return <ResourceScreen resource={await orNotFound(operations.getResource(await pageContext(), await params))} />;
}
