"use client";

import { useAnswer } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatPlural } from "@/app/_components/format";
import { PageHeader } from "@/app/_components/ui/page-header";
import { VaultTable } from "./vault-table";

type Props = { items: FirstAnswer<"listVaultItems">; kept: FirstAnswer<"listVaultItems"> };

/** Whole messages that we keep: discarded ones, with the way back. */
export function VaultList({ items, kept }: Props) {
  const keptCount = useAnswer("listVaultItems", kept.input, { initialData: answerTo(kept, kept.input) }).data
    ?.totalCount;
  return (
    <>
      <PageHeader
        title={keptCount ? `${formatPlural(keptCount, "message")} kept, each can go back.` : "Nothing is kept."}
        lead="Whole messages, encrypted in our database. Restoring sends a new message and keeps the copy."
      />
      <VaultTable first={items} />
    </>
  );
}
