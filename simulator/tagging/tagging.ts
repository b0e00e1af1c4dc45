import type { Service } from "../service";

export const tagging: Service = {
  name: "tag",
  signingName: "tagging",
  wire: { kind: "json", target: "ResourceGroupsTaggingAPI_20170126", shapes: "com.amazonaws.resourcegroupstaggingapi" },
  operations: {},
};
