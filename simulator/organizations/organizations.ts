import type { Service } from "../service";

export const organizations: Service = {
  name: "organizations",
  wire: { kind: "json", target: "AWSOrganizationsV20161128", shapes: "com.amazonaws.organizations" },
  operations: {},
};
