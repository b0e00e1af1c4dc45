import type { InputOf } from "@/lib/contract";
import type { Account } from "@/lib/contract/accounts";

/** An account as it stands in the form: everything is text until it is sent. */
export interface AccountDraft {
  readonly awsAccountId: string;
  readonly name: string;
  readonly environment: string;
  readonly isProduction: boolean;
  readonly regions: string;
  readonly readRoleArn: string;
  readonly inspectRoleArn: string;
  readonly operateRoleArn: string;
  readonly defaultMode: "off" | "index";
}

export const EMPTY_DRAFT: AccountDraft = {
  awsAccountId: "",
  name: "",
  environment: "",
  isProduction: false,
  regions: "",
  readRoleArn: "",
  inspectRoleArn: "",
  operateRoleArn: "",
  defaultMode: "off",
};

export function draftOf(account: Account): AccountDraft {
  return {
    awsAccountId: account.awsAccountId,
    name: account.name,
    environment: account.environment,
    isProduction: account.isProduction,
    regions: account.regions.map(({ region }) => region).join(", "),
    readRoleArn: account.readRoleArn ?? "",
    inspectRoleArn: account.inspectRoleArn ?? "",
    operateRoleArn: account.operateRoleArn ?? "",
    defaultMode: account.defaultMode,
  };
}

/** What the form says about an account, for the API: Regions parted at commas or blanks, an empty role is none. */
export function fieldsOf(draft: AccountDraft) {
  return {
    name: draft.name,
    environment: draft.environment,
    isProduction: draft.isProduction,
    regions: draft.regions.split(/[\s,;]+/).filter(Boolean),
    readRoleArn: draft.readRoleArn.trim() || null,
    inspectRoleArn: draft.inspectRoleArn.trim() || null,
    operateRoleArn: draft.operateRoleArn.trim() || null,
    defaultMode: draft.defaultMode,
  } satisfies Omit<InputOf<"createAccount">, "awsAccountId">;
}
