import { parseArn } from "@/lib/core/arn";
import { type AccountSetting, ROLE_FIELDS, type SettingsDocument } from "@/lib/core/config/settings";
import { type FieldError, Invalid } from "@/lib/core/errors";
import type { AccountRow } from "@/lib/db/accounts";
import { partitionOf } from "../accounts/account-fields";

/** Refuses roles and Regions that cannot belong to their account, each by its field in the request, all at once. */
export function refuseForeignParts(document: SettingsDocument, byNumber: ReadonlyMap<string, AccountRow>): void {
  const wrong = (document.accounts ?? []).flatMap((account, at) => {
    const partition = byNumber.get(account.account)?.partition ?? partitionOf(account.regions[0] ?? "");
    const field = `document.accounts.${at}`;
    return [...foreignRegions(field, account, partition), ...foreignRoles(field, account, partition)];
  });
  const first = wrong[0];
  if (first) throw new Invalid(`${first.field} ${first.message}.`, wrong);
}

function foreignRegions(field: string, { regions, account }: AccountSetting, partition: string): FieldError[] {
  return regions.flatMap((region, at) =>
    partitionOf(region) === partition
      ? []
      : [
          {
            field: `${field}.regions.${at}`,
            message: `is in the partition ${partitionOf(region)}, account ${account} in ${partition}`,
          },
        ],
  );
}

function foreignRoles(field: string, { roles, account }: AccountSetting, partition: string): FieldError[] {
  return ROLE_FIELDS.flatMap((role) => {
    const arn = parseArn(roles[role] ?? "");
    if (!arn || (arn.awsAccountId === account && arn.partition === partition)) return [];
    return [
      {
        field: `${field}.roles.${role}`,
        message: `is a role of account ${arn.awsAccountId} (${arn.partition}); it must belong to ${account} (${partition})`,
      },
    ];
  });
}
