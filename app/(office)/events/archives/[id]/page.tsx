import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { ArchiveScreen } from "./archive-screen";

type Props = { params: Promise<{ id: string }> };

const readArchive = cache(async (id: string) => orNotFound(operations.getArchive(await pageContext(), { id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readArchive((await params).id)).name };
}

export default async function ArchivePage({ params }: Props) {
  return <ArchiveScreen archive={await readArchive((await params).id)} />;
}
