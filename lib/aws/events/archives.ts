import { DescribeArchiveCommand, ListArchivesCommand } from "@aws-sdk/client-eventbridge";
import { allPages } from "../all-pages";
import type { Described, Listed } from "../aws";
import { call, type Door } from "../call";
import { summaryOf } from "../summary";

export async function listArchives(door: Door): Promise<Listed[]> {
  const archives = await allPages(async (NextToken) => {
    const page = await call(door, { action: "events:ListArchives", isControlPlane: true }, (wire) =>
      door.clients.events.send(new ListArchivesCommand({ NextToken, Limit: 100 }), wire),
    );
    return { items: page.Archives, next: page.NextToken };
  });
  return archives.flatMap((archive): Listed[] => {
    const { ArchiveName: name, EventCount: eventCount, SizeBytes: sizeBytes, CreationTime } = archive;
    if (!name) return [];
    const observed = { eventCount, sizeBytes, createdAt: CreationTime?.toISOString() };
    const summary = summaryOf(archive, ["EventCount", "SizeBytes", "StateReason"]);
    return [{ kind: "archive", arn: arnOf(door, name), name, summary, observed }];
  });
}

export async function describeArchive(door: Door, { arn, name }: Listed): Promise<Described<"archive">> {
  const told = await call(door, { action: "events:DescribeArchive", resource: arn, isControlPlane: true }, (wire) =>
    door.clients.events.send(new DescribeArchiveCommand({ ArchiveName: name }), wire),
  );
  return {
    config: {
      busArn: told.EventSourceArn ?? "",
      retentionDays: told.RetentionDays ?? 0,
      eventPattern: told.EventPattern ?? null,
      state: told.State ?? "UNKNOWN",
    },
    // AWS counts an archive's events up to 24 hours late.
    observed: {
      eventCount: told.EventCount,
      sizeBytes: told.SizeBytes,
      stateReason: told.StateReason,
      createdAt: told.CreationTime?.toISOString(),
    },
  };
}

/** The list does not tell it. */
function arnOf({ account, options }: Door, name: string): string {
  return `arn:${account.partition}:events:${options.region}:${account.awsAccountId}:archive/${name}`;
}
