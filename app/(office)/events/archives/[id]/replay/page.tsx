import type { Metadata } from "next";
import { cache } from "react";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { ReplayScreen } from "./replay-screen";
import { wishIn } from "./replay-wish";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

const readArchive = cache(async (id: string) => orNotFound(operations.getArchive(await pageContext(), { id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Replay ${(await readArchive((await params).id)).name}` };
}

export default async function ReplayPage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const archive = await readArchive((await params).id);
  const first = wishIn(readerOf(await searchParams), ctx.now().getTime());
  const rules = archive.bus.id ? await operations.listRules(ctx, { busId: archive.bus.id, limit: 100 }) : undefined;
  return <ReplayScreen archive={archive} rules={rules?.items ?? []} first={first} />;
}
