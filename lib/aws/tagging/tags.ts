import { GetResourcesCommand } from "@aws-sdk/client-resource-groups-tagging-api";
import { allPages } from "../all-pages";
import type { AwsSession } from "../aws";
import { call, type Door } from "../call";

/** What the inventory holds; without this every tagged disk and bucket of the Region would come too. */
const SERVICES = ["sqs", "sns", "events", "lambda", "pipes", "states", "scheduler", "cloudwatch"];

/** Tags by ARN. What never had a tag is not there; schedules cannot have tags, only their groups. */
export function tagsOf(door: Door): AwsSession["tags"] {
  return {
    async all() {
      const tagged = await allPages(async (PaginationToken) => {
        const asked = { ResourceTypeFilters: SERVICES, ResourcesPerPage: 100, PaginationToken };
        const page = await call(door, { action: "tag:GetResources", isControlPlane: true }, (wire) =>
          door.clients.tagging.send(new GetResourcesCommand(asked), wire),
        );
        return { items: page.ResourceTagMappingList, next: page.PaginationToken };
      });
      return new Map(
        tagged.flatMap(({ ResourceARN, Tags = [] }) => {
          if (!ResourceARN) return [];
          const tags = Tags.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? ""] as const]));
          return [[ResourceARN, Object.fromEntries(tags)] as const];
        }),
      );
    },
  };
}
