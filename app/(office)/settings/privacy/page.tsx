import type { Metadata } from "next";
import { PageHeader } from "@/app/_components/ui/page-header";
import { pageContext } from "@/app/_http/page-context";
import { may, scopeOf } from "@/lib/core/actor";
import { operations } from "@/lib/operations";
import { MayNot } from "../../may-not";
import { SettingsSegments } from "../settings-segments";
import { ErasurePanel } from "./erasure-panel";
import { HoldsPanel } from "./holds-panel";
import { MaskingPanel } from "./masking-panel";
import { RetentionPanel } from "./retention-panel";
import { type PrivacyAddress, wishIn } from "./wish-in";

export const metadata: Metadata = { title: "Privacy" };

type Props = { searchParams: Promise<PrivacyAddress> };

export default async function PrivacyPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const isWhole = scopeOf(ctx.actor, "counts.see").kind === "all";
  const mayErase = may(ctx.actor, "messages.erase");
  const mayManage = scopeOf(ctx.actor, "privacy.manage").kind === "all";
  const [masking, retention, erasures, holds] = await Promise.all([
    isWhole ? operations.getMaskingRules(ctx, {}) : null,
    isWhole ? operations.getRetention(ctx, {}) : null,
    mayErase ? operations.listErasures(ctx, {}) : null,
    mayManage ? operations.listHolds(ctx, {}) : null,
  ]);
  if (!retention && !erasures && !holds)
    return <MayNot capability="counts.see" title="Privacy is about all accounts." isAboutAll />;
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsSegments value="privacy" />
      <div className="grid max-w-[980px] gap-4">
        {masking ? <MaskingPanel first={masking} /> : null}
        {retention ? <RetentionPanel first={retention} /> : null}
        {erasures ? <ErasurePanel first={erasures} wish={wishIn(await searchParams)} /> : null}
        {holds ? <HoldsPanel first={holds} /> : null}
      </div>
    </>
  );
}
