import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { CapsuleScreen } from "./capsule-screen";

type Props = { params: Promise<{ id: string }> };

const readCapsule = cache(async (id: string) => orNotFound(operations.getCapsule(await pageContext(), { id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readCapsule((await params).id)).title };
}

export default async function CapsulePage({ params }: Props) {
  const { settings } = await pageContext();
  return <CapsuleScreen capsule={await readCapsule((await params).id)} baseUrl={settings.baseUrl} />;
}
