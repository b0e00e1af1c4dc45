import type { Service } from "../service";
import { getResources, getTagKeys, getTagValues } from "./get-resources";
import { tagResources, untagResources } from "./tag-resources";

export const tagging: Service = {
  name: "tag",
  signingName: "tagging",
  wire: { kind: "json", target: "ResourceGroupsTaggingAPI_20170126", shapes: "com.amazonaws.resourcegroupstaggingapi" },
  operations: {
    GetResources: getResources,
    GetTagKeys: getTagKeys,
    GetTagValues: getTagValues,
    TagResources: tagResources,
    UntagResources: untagResources,
  },
  trailed: { TagResources: "TagResources", UntagResources: "UntagResources" },
};
