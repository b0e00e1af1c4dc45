import type { Metadata } from "next";
import { cache } from "react";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { RecipeScreen } from "./recipe-screen";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

const readClass = cache(async (id: string) => orNotFound(operations.getFailureClass(await pageContext(), { id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Edit messages of ${(await readClass((await params).id)).title}` };
}

export default async function EditClassPage({ params, searchParams }: Props) {
  const failure = await readClass((await params).id);
  const parameters = readerOf(await searchParams);
  const ids = parameters.get("ids")?.split(",").filter(Boolean) ?? [];
  return <RecipeScreen key={failure.id} failure={failure} messageIds={ids} q={parameters.get("q")?.trim() ?? ""} />;
}
