"use client";

import { useRouter } from "next/navigation";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { PageHeader } from "@/app/_components/ui/page-header";
import { useToast } from "@/app/_components/ui/toasts";
import type { Account } from "@/lib/contract/accounts";
import { draftOf, fieldsOf } from "../../account-draft";
import { AccountForm } from "../../account-form";

/** Changes an account. The worker looks at it again at once. */
export function EditAccount({ account }: { account: Account }) {
  const router = useRouter();
  const toast = useToast();
  const home = `/accounts/${account.id}`;
  const update = useCommand("updateAccount", {
    onDone: () => {
      toast({ text: "Saved. The worker looks at the account again." });
      router.push(home);
    },
  });
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Accounts", href: "/accounts" }, { label: account.name, href: home }, { label: "Change" }]}
        title={`Change ${account.name}`}
        lead={<code className="machine">{account.awsAccountId}</code>}
      />
      <AccountForm
        first={draftOf(account)}
        isNew={false}
        isBusy={update.isBusy}
        problem={update.problem}
        disabledReason={useRefusal("accounts.manage", { accountId: account.id })}
        submitLabel="Save"
        cancelHref={home}
        onSubmit={(draft) => update.run({ id: account.id, ...fieldsOf(draft) })}
      />
    </>
  );
}
