import { control } from "../control";
import { ACCEPTANCE, PRODUCTION, SHARED_BUS, type ShopAccount } from "../places";

type Service = "events" | "lambda" | "states" | "scheduler" | "pipes";

/** What each service of AWS may do for the shop; roles are named after the service that takes them on. */
const MAY: Readonly<Record<Service, readonly string[]>> = {
  events: ["events:PutEvents", "states:StartExecution"],
  lambda: ["sqs:*", "sns:Publish", "events:PutEvents", "kinesis:*", "lambda:InvokeFunction", "logs:*"],
  states: ["lambda:InvokeFunction"],
  scheduler: ["sqs:SendMessage"],
  pipes: ["kinesis:*", "lambda:InvokeFunction", "sqs:SendMessage"],
};

export function roleFor(service: Service, { awsAccountId }: ShopAccount): string {
  return `arn:aws:iam::${awsAccountId}:role/shop-${service}`;
}

/** Declares the roles of all three accounts; that of one service may be narrowed to one resource. Idempotent. */
export async function declareServiceRoles(
  simulatorUrl: string,
  narrowed?: { readonly service: Service; readonly resource: string },
): Promise<void> {
  const services: Service[] = ["events", "lambda", "states", "scheduler", "pipes"];
  const roles = [PRODUCTION, ACCEPTANCE, SHARED_BUS].flatMap((account) =>
    services.map((service) => ({
      arn: roleFor(service, account),
      trust: statement({ Principal: { Service: `${service}.amazonaws.com` }, Action: "sts:AssumeRole" }),
      policies: [
        statement({ Action: MAY[service], Resource: service === narrowed?.service ? narrowed.resource : "*" }),
      ],
    })),
  );
  await control(simulatorUrl, "POST", "/setup", { roles });
}

function statement(words: object) {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", ...words }] };
}
