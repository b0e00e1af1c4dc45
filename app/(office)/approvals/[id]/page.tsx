import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { ApprovalScreen } from "./approval-screen";

type Props = { params: Promise<{ id: string }> };

const readPlan = cache(async (id: string) => orNotFound(operations.getPlan(await pageContext(), { id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const plan = await readPlan((await params).id);
  return { title: `P-${plan.number} · ${plan.title}` };
}

export default async function ApprovalPage({ params }: Props) {
  const plan = await readPlan((await params).id);
  const classes = await operations.listPlanClasses(await pageContext(), { id: plan.id });
  return <ApprovalScreen key={plan.id} plan={plan} classes={classes} />;
}
