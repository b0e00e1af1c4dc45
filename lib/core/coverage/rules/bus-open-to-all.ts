import { anybodyMayPut } from "../../events/bus-policy";
import type { ResourceOf } from "../../inventory/resource";
import { addition } from "../fixes/amendment";
import type { CoverageRule, Fix, Verdict } from "../rule";

export const busOpenToAll: CoverageRule = {
  id: "bus-open-to-all",
  title: "Any AWS account may put events",
  explanation:
    "The bus's policy lets every account of the world put events, and its rules cannot tell them from yours: they cost money, invoke targets and fill dead-letter queues. Let in named accounts, or your organisation by a condition.",
  documentedAt: [
    "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html",
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html",
  ],
  check: (graph) => graph.all("bus").flatMap(judge),
};

function judge(bus: ResourceOf<"bus">): readonly Verdict[] {
  const { policy } = bus.config;
  const answer = anybodyMayPut(policy, bus.arn);
  // A condition is a limit, even one that only AWS can judge; a policy that makes no sense is left out.
  if (answer === "possible" && !policy?.includes('"Condition"')) return [];
  if (answer !== "allowed") return [{ resource: bus, hole: null }];
  return [
    {
      resource: bus,
      hole: {
        part: "",
        summary: `Anybody's AWS account can put events on ${bus.name}: what they send matches rules as if it were yours.`,
        evidence: [{ label: "Policy", value: policy ?? "" }],
        confidence: "certain",
        severity: "medium",
        fix: fixOf(bus),
        failingStageArn: null,
      },
    },
  ];
}

function fixOf(bus: ResourceOf<"bus">): Fix {
  const statement = {
    Sid: "OurOrganisation",
    Effect: "Allow",
    Principal: "*",
    Action: "events:PutEvents",
    Resource: bus.arn,
    Condition: { StringEquals: { "aws:PrincipalOrgID": "o-yourorganisation" } },
  };
  return addition(
    {
      name: `${bus.name}-senders`,
      terraform: {
        type: "aws_cloudwatch_event_bus_policy",
        attributes: { event_bus_name: bus.name, policy: { json: { Version: "2012-10-17", Statement: [statement] } } },
      },
      cloudFormation: {
        type: "AWS::Events::EventBusPolicy",
        properties: { EventBusName: bus.name, StatementId: statement.Sid, Statement: statement },
      },
    },
    "In place of the statement that is open to all. Put in your organisation's id; keep other statements that you need.",
  );
}
