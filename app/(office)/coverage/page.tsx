import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { findingsQuery } from "./coverage-query";
import { CoverageScreen } from "./coverage-screen";

export const metadata: Metadata = { title: "Coverage" };

export default async function CoveragePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const parameters = readerOf(await searchParams);
  const asked = { coverage: scopeIn(parameters), findings: findingsQuery(parameters) };
  const [coverage, findings] = await Promise.all([
    operations.getCoverage(ctx, asked.coverage),
    operations.listFindings(ctx, asked.findings),
  ]);
  return (
    <CoverageScreen
      coverage={{ input: asked.coverage, output: coverage }}
      findings={{ input: asked.findings, output: findings }}
    />
  );
}
