import {
  type Account,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-organizations";
import { allPages } from "../all-pages";
import type { AwsSession, OrganizationAccount } from "../aws";
import { call, type Door } from "../call";

type Units = OrganizationAccount["units"];
interface Placed {
  readonly account: Account;
  readonly units: Units;
}

/**
 * The organisation's accounts, for its management account or a delegated administrator. Two calls for each unit and one
 * for each account's tags, one after the other: Organizations allows few a second.
 */
export function organizationOf(door: Door): AwsSession["organization"] {
  return {
    async accounts() {
      const accounts: OrganizationAccount[] = [];
      for (const rootId of await listRoots(door))
        for (const { account, units } of await accountsBelow(door, rootId, [])) {
          const awsAccountId = account.Id ?? "";
          const tags = await tagsOfAccount(door, awsAccountId);
          // AWS is replacing Status by State.
          const status = account.State ?? account.Status ?? "UNKNOWN";
          accounts.push({ awsAccountId, name: account.Name ?? awsAccountId, status, units, tags });
        }
      return accounts;
    },
  };
}

async function accountsBelow(door: Door, parentId: string, units: Units): Promise<Placed[]> {
  const here = await allPages(async (NextToken) => {
    const command = new ListAccountsForParentCommand({ ParentId: parentId, NextToken });
    const options = { action: "organizations:ListAccountsForParent", resource: parentId, isControlPlane: true };
    const page = await call(door, options, (wire) => door.clients.organizations.send(command, wire));
    return { items: page.Accounts, next: page.NextToken };
  });
  const placed = here.map((account) => ({ account, units }));
  for (const unit of await listUnits(door, parentId))
    placed.push(...(await accountsBelow(door, unit.id, [...units, unit])));
  return placed;
}

async function listRoots(door: Door): Promise<string[]> {
  const roots = await allPages(async (NextToken) => {
    const page = await call(door, { action: "organizations:ListRoots", isControlPlane: true }, (wire) =>
      door.clients.organizations.send(new ListRootsCommand({ NextToken }), wire),
    );
    return { items: page.Roots, next: page.NextToken };
  });
  return roots.flatMap(({ Id }) => Id ?? []);
}

async function listUnits(door: Door, parentId: string): Promise<{ id: string; name: string }[]> {
  const units = await allPages(async (NextToken) => {
    const command = new ListOrganizationalUnitsForParentCommand({ ParentId: parentId, NextToken });
    const options = {
      action: "organizations:ListOrganizationalUnitsForParent",
      resource: parentId,
      isControlPlane: true,
    };
    const page = await call(door, options, (wire) => door.clients.organizations.send(command, wire));
    return { items: page.OrganizationalUnits, next: page.NextToken };
  });
  return units.flatMap(({ Id: id, Name: name }) => (id ? [{ id, name: name ?? id }] : []));
}

async function tagsOfAccount(door: Door, awsAccountId: string): Promise<Record<string, string>> {
  const tags = await allPages(async (NextToken) => {
    const command = new ListTagsForResourceCommand({ ResourceId: awsAccountId, NextToken });
    const options = { action: "organizations:ListTagsForResource", resource: awsAccountId, isControlPlane: true };
    const page = await call(door, options, (wire) => door.clients.organizations.send(command, wire));
    return { items: page.Tags, next: page.NextToken };
  });
  return Object.fromEntries(tags.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? ""]])));
}
