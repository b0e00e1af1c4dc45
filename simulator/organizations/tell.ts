import type { Account, Organization, Unit } from "./state";

/* How Organizations shows what it knows. */

export function tellAccount(organization: Organization, account: Account) {
  return {
    Id: account.id,
    Arn: `${arnOf(organization, "account")}/${account.id}`,
    Email: account.email,
    Name: account.name,
    Status: account.status,
    State: account.status,
    Paths: [`${pathOf(organization, account.parentId)}${account.id}/`],
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: new Date(account.joinedAt),
  };
}

export function tellUnit(organization: Organization, { id, name }: Unit) {
  return { Id: id, Arn: `${arnOf(organization, "ou")}/${id}`, Name: name, Path: pathOf(organization, id) };
}

export function tellRoot(organization: Organization) {
  const { rootId } = organization;
  return { Id: rootId, Arn: `${arnOf(organization, "root")}/${rootId}`, Name: "Root", PolicyTypes: [] };
}

export function tellOrganization(organization: Organization) {
  const { id, managementAccountId, accounts } = organization;
  const management = accounts.find((account) => account.id === managementAccountId);
  return {
    Id: id,
    Arn: arnOf(organization, "organization"),
    FeatureSet: "ALL",
    MasterAccountArn: `${arnOf(organization, "account")}/${managementAccountId}`,
    MasterAccountId: managementAccountId,
    MasterAccountEmail: management?.email,
    AvailablePolicyTypes: [],
  };
}

function arnOf({ id, managementAccountId }: Organization, kind: string): string {
  return `arn:aws:organizations::${managementAccountId}:${kind}/${id}`;
}

/** `o-…/r-…/ou-…/`, down to this root or unit. */
function pathOf(organization: Organization, id: string): string {
  const unit = organization.units.find((known) => known.id === id);
  return unit ? `${pathOf(organization, unit.parentId)}${id}/` : `${organization.id}/${organization.rootId}/`;
}
