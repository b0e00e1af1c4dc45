"use client";

import { Button } from "../ui/button";
import { Icon } from "../ui/icons";
import { Menu, MenuChoice, MenuDivider } from "../ui/menu";
import type { Scope, ScopeChoice } from "./shell-facts";

type Props = { scopes: Scope[]; choice: ScopeChoice; onChange: (choice: ScopeChoice) => void };

const ALL = "all";

/** Narrows every list to one account, one Region, or both. */
export function ScopeMenu({ scopes, choice, onChange }: Props) {
  const account = scopes.find((scope) => scope.accountId === choice.accountId);
  const regions = [...new Set((account ? [account] : scopes).flatMap((scope) => scope.regions))].sort();
  return (
    <Menu
      label="Accounts and Regions"
      align="start"
      trigger={
        <Button size="sm" className="max-w-64 min-w-0 shrink max-md:max-w-none">
          <span className="truncate">
            {account?.accountName ?? "All accounts"} · {choice.region ?? "all Regions"}
          </span>
          <Icon name="chevronDown" />
        </Button>
      }
    >
      <MenuChoice
        label="Account"
        value={choice.accountId ?? ALL}
        onChange={(value) => onChange(value === ALL ? { region: choice.region } : { ...choice, accountId: value })}
        choices={[
          { value: ALL, label: "All accounts" },
          ...scopes.map((scope) => ({ value: scope.accountId, label: scope.accountName })),
        ]}
      />
      <MenuDivider />
      <MenuChoice
        label="Region"
        value={choice.region ?? ALL}
        onChange={(value) => onChange({ ...choice, region: value === ALL ? undefined : value })}
        choices={[{ value: ALL, label: "All Regions" }, ...regions.map((region) => ({ value: region, label: region }))]}
      />
    </Menu>
  );
}
