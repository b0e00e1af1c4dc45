import type { Metadata } from "next";
import { cache } from "react";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { windowIn } from "../../figures/figure-range";
import { archivesOfBus, rulesOfBus } from "./bus-query";
import { BusScreen } from "./bus-screen";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

const readBus = cache(async (id: string) => orNotFound(operations.getBus(await pageContext(), { id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readBus((await params).id)).name };
}

export default async function BusPage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const bus = await readBus((await params).id);
  const input = { id: bus.id, window: windowIn(readerOf(await searchParams)) };
  const asked = { rules: rulesOfBus(bus.id), archives: archivesOfBus(bus.id) };
  const [figures, rules, archives] = await Promise.all([
    orNotFound(operations.getBusFigures(ctx, input)),
    operations.listRules(ctx, asked.rules),
    operations.listArchives(ctx, asked.archives),
  ]);
  return (
    <BusScreen
      bus={bus}
      figures={{ input, output: figures }}
      rules={{ input: asked.rules, output: rules }}
      archives={{ input: asked.archives, output: archives }}
    />
  );
}
