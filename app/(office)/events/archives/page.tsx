import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { archivesQuery, countQuery } from "../list-query";
import { ArchivesScreen } from "./archives-screen";

export const metadata: Metadata = { title: "Archives" };

export default async function ArchivesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const parameters = readerOf(await searchParams);
  const asked = { archives: archivesQuery(parameters), all: countQuery(parameters) };
  const [archives, all] = await Promise.all([
    operations.listArchives(ctx, asked.archives),
    operations.listArchives(ctx, asked.all),
  ]);
  return (
    <ArchivesScreen archives={{ input: asked.archives, output: archives }} all={{ input: asked.all, output: all }} />
  );
}
