"use client";

import { useMe } from "./me";
import { LeadDot } from "./ui/page-header";
import { TextLink } from "./ui/text-link";

type Props = { object: string } | { run: string };

/** Leads to what is in the audit log about one thing, from the end of its lead line. Nothing for who may not read the log. */
export function HistoryLink(props: Props) {
  const { capabilities } = useMe();
  if (!capabilities.includes("audit.read")) return null;
  const query = new URLSearchParams(props);
  return (
    <>
      <LeadDot />
      <TextLink href={`/audit?${query}`}>History</TextLink>
    </>
  );
}
