import { type Policy, parsePolicy } from "../iam/policy";

/* The tree of accounts, as plain JSON. Times are epoch milliseconds. */

export interface Unit {
  readonly id: string;
  readonly name: string;
  /** The root or another unit. */
  readonly parentId: string;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly status: "ACTIVE" | "SUSPENDED" | "PENDING_CLOSURE";
  readonly joinedMethod: "INVITED" | "CREATED";
  readonly joinedAt: number;
  readonly parentId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Denies, on top of what AWS attaches itself (FullAWSAccess), to all accounts at or below its targets. */
export interface ServiceControlPolicy {
  readonly name: string;
  /** Accounts, units or the root. */
  readonly targets: readonly string[];
  readonly document: unknown;
}

export interface Organization {
  /** `o-a1b2c3d4e5`. */
  readonly id: string;
  readonly rootId: string;
  readonly managementAccountId: string;
  readonly delegatedAdministrators: readonly string[];
  readonly units: readonly Unit[];
  /** The management account among them. */
  readonly accounts: readonly Account[];
  readonly serviceControlPolicies: readonly ServiceControlPolicy[];
}

/** Organisations by their management account; setup declares them. */
export class OrganizationsState {
  #organizations = new Map<string, Organization>();

  put(organization: Organization): void {
    this.#organizations.set(organization.managementAccountId, organization);
  }

  /** The organisation that an account belongs to. */
  of(accountId: string): Organization | undefined {
    return [...this.#organizations.values()].find(({ accounts }) => accounts.some(({ id }) => id === accountId));
  }

  /** What the organisation forbids in an account, to its root too; nothing ever in the management account. */
  controlsOf(accountId: string): readonly Policy[] {
    const organization = this.of(accountId);
    if (!organization || organization.managementAccountId === accountId) return [];
    const places = lineageOf(organization, accountId);
    return organization.serviceControlPolicies
      .filter(({ targets }) => targets.some((target) => places.includes(target)))
      .map(({ document }) => parsePolicy(document, "identity"));
  }

  serialize() {
    return { organizations: [...this.#organizations.values()] };
  }

  static load(data: ReturnType<OrganizationsState["serialize"]>): OrganizationsState {
    const state = new OrganizationsState();
    // Snapshots from before there were such policies have none.
    for (const organization of data.organizations)
      state.put({ ...organization, serviceControlPolicies: organization.serviceControlPolicies ?? [] });
    return state;
  }
}

/** The account, the units above it, the root. */
function lineageOf({ accounts, units }: Organization, accountId: string): string[] {
  const places = [accountId];
  let above = accounts.find(({ id }) => id === accountId)?.parentId;
  while (above !== undefined) {
    places.push(above);
    const unit = units.find(({ id }) => id === above);
    above = unit?.parentId;
  }
  return places;
}
