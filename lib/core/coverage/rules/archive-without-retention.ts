import type { ResourceOf } from "../../inventory/resource";
import { amendment } from "../fixes/amendment";
import type { CoverageRule, Verdict } from "../rule";

const SUGGESTED_DAYS = 90;

export const archiveWithoutRetention: CoverageRule = {
  id: "archive-without-retention",
  title: "An archive keeps events for ever",
  explanation:
    "Without a number of days an archive grows and costs more each month, and personal data in its events is never deleted. Set as many days as you would ever replay. Older events are deleted then.",
  documentedAt: [
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-archive.html",
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive-event.html",
  ],
  check: (graph) => graph.all("archive").map(judge),
};

function judge(archive: ResourceOf<"archive">): Verdict {
  const { retentionDays, busArn } = archive.config;
  if (retentionDays > 0) return { resource: archive, hole: null };
  return {
    resource: archive,
    hole: {
      part: "",
      summary: `${archive.name} never deletes an event: its cost grows, and personal data stays.`,
      evidence: [{ label: "RetentionDays", value: "0 (indefinite)" }],
      confidence: "certain",
      severity: "low",
      fix: amendment(
        {
          name: archive.name,
          terraform: {
            type: "aws_cloudwatch_event_archive",
            attributes: { name: archive.name, event_source_arn: busArn, retention_days: SUGGESTED_DAYS },
          },
          cloudFormation: {
            type: "AWS::Events::Archive",
            properties: { ArchiveName: archive.name, SourceArn: busArn, RetentionDays: SUGGESTED_DAYS },
          },
        },
        "Events older than this are deleted for good: choose the days with whoever replays.",
      ),
      failingStageArn: null,
    },
  };
}
