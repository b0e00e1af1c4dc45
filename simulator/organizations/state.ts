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

export interface Organization {
  /** `o-a1b2c3d4e5`. */
  readonly id: string;
  readonly rootId: string;
  readonly managementAccountId: string;
  readonly delegatedAdministrators: readonly string[];
  readonly units: readonly Unit[];
  /** The management account among them. */
  readonly accounts: readonly Account[];
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

  serialize() {
    return { organizations: [...this.#organizations.values()] };
  }

  static load(data: ReturnType<OrganizationsState["serialize"]>): OrganizationsState {
    const state = new OrganizationsState();
    for (const organization of data.organizations) state.put(organization);
    return state;
  }
}
