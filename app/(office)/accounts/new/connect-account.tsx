"use client";

import { useRouter } from "next/navigation";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { PageHeader } from "@/app/_components/ui/page-header";
import { EMPTY_DRAFT, fieldsOf } from "../account-draft";
import { AccountForm } from "../account-form";

/** Connects an account; its page then shows the ExternalId and the policies to make the roles with. */
export function ConnectAccount() {
  const router = useRouter();
  const create = useCommand("createAccount", { onDone: ({ id }) => router.push(`/accounts/${id}`) });
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Accounts", href: "/accounts" }, { label: "New" }]}
        title="Connect an AWS account"
        lead="It starts read-only. The next page gives its ExternalId and the policies of its roles; the roles may be entered then."
      />
      <AccountForm
        first={EMPTY_DRAFT}
        isNew
        isBusy={create.isBusy}
        problem={create.problem}
        disabledReason={useRefusal("accounts.manage", "everything")}
        submitLabel="Connect"
        cancelHref="/accounts"
        onSubmit={(draft) => create.run({ awsAccountId: draft.awsAccountId.trim(), ...fieldsOf(draft) })}
      />
    </>
  );
}
