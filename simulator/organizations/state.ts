/** The organisation's tree. Plain JSON inside. */
export class OrganizationsState {
  serialize() {
    return {};
  }

  static load(_data: ReturnType<OrganizationsState["serialize"]>): OrganizationsState {
    return new OrganizationsState();
  }
}
