import type { Metadata } from "next";
import { BlankPage } from "@/app/_components/ui/blank-page";
import { PageHeader } from "@/app/_components/ui/page-header";
import { pageContext } from "@/app/_http/page-context";
import { may } from "@/lib/core/actor";
import { operations } from "@/lib/operations";
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
  const isWhole = ctx.actor.scope.kind === "all";
  const mayErase = may(ctx.actor, "messages.erase");
  const mayManage = may(ctx.actor, "privacy.manage");
  const [masking, retention, erasures, holds] = await Promise.all([
    isWhole ? operations.getMaskingRules(ctx, {}) : null,
    isWhole ? operations.getRetention(ctx, {}) : null,
    mayErase ? operations.listErasures(ctx, {}) : null,
    mayManage ? operations.listHolds(ctx, {}) : null,
  ]);
  if (!retention && !erasures && !holds)
    return (
      <BlankPage title="Privacy is about all accounts.">
        <p>Your rights cover some of them. An admin can tell you how long things are kept, or change it.</p>
      </BlankPage>
    );
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
