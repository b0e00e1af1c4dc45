import type { Service } from "../service";
import * as operations from "./operations";

export const organizations: Service = {
  name: "organizations",
  wire: { kind: "json", target: "AWSOrganizationsV20161128", shapes: "com.amazonaws.organizations" },
  operations: {
    DescribeAccount: operations.describeAccount,
    DescribeOrganization: operations.describeOrganization,
    ListAccounts: operations.listAccounts,
    ListAccountsForParent: operations.listAccountsForParent,
    ListOrganizationalUnitsForParent: operations.listUnitsForParent,
    ListParents: operations.listParents,
    ListRoots: operations.listRoots,
    ListTagsForResource: operations.listTagsForResource,
  },
};
