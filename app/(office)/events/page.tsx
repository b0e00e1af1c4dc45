import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { rulesInState, rulesQuery } from "./rules-query";
import { RulesScreen } from "./rules-screen";

export const metadata: Metadata = { title: "Rules" };

export default async function RulesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const parameters = readerOf(await searchParams);
  const asked = {
    rules: rulesQuery(parameters),
    failing: rulesInState(parameters, "failing"),
    silent: rulesInState(parameters, "silent"),
  };
  const [rules, failing, silent] = await Promise.all([
    operations.listRules(ctx, asked.rules),
    operations.listRules(ctx, asked.failing),
    operations.listRules(ctx, asked.silent),
  ]);
  return (
    <RulesScreen
      rules={{ input: asked.rules, output: rules }}
      failing={{ input: asked.failing, output: failing }}
      silent={{ input: asked.silent, output: silent }}
    />
  );
}
