import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { PageHeader } from "@/app/_components/ui/page-header";
import { pageContext } from "@/app/_http/page-context";
import { scopeOf } from "@/lib/core/actor";
import { operations } from "@/lib/operations";
import { MayNot } from "../../may-not";
import { SettingsSegments } from "../settings-segments";
import { AlertSettingsScreen } from "./alert-settings-screen";
import { alertTabIn } from "./alert-tabs";

export const metadata: Metadata = { title: "Alert settings" };

export default async function AlertSettingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  if (scopeOf(ctx.actor, "alerts.manage").kind !== "all")
    return <MayNot capability="alerts.manage" title="Who is told of what is about all accounts." isAboutAll />;
  const tab = alertTabIn(readerOf(await searchParams));
  const [settings, channels] = await Promise.all([
    operations.getAlertSettings(ctx, {}),
    operations.listChannels(ctx, {}),
  ]);
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsSegments value="alerts" />
      <AlertSettingsScreen tab={tab} settings={settings} channels={channels} />
    </>
  );
}
