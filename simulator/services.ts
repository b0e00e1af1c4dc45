import { cloudtrail } from "./cloudtrail/cloudtrail";
import { cloudwatch } from "./cloudwatch/cloudwatch";
import { events } from "./events/events";
import { kms } from "./kms/kms";
import { lambda } from "./lambda/lambda";
import { logs } from "./logs/logs";
import { organizations } from "./organizations/organizations";
import { pipes } from "./pipes/pipes";
import { pricing } from "./pricing/pricing";
import { s3 } from "./s3/s3";
import { scheduler } from "./scheduler/scheduler";
import type { Service } from "./service";
import { sns } from "./sns/sns";
import { sqs } from "./sqs/sqs";
import { stepFunctions } from "./step-functions/step-functions";
import { dynamodbStreams } from "./streams/dynamodb-streams";
import { kinesis } from "./streams/kinesis";
import { sts } from "./sts/sts";
import { tagging } from "./tagging/tagging";
import type { JsonWire, QueryWire, RestWire, RestXmlWire } from "./wire/answer";

/** Every simulated service: a new one is a folder and a line here. */
const ALL: readonly Service[] = [
  cloudtrail,
  cloudwatch,
  dynamodbStreams,
  events,
  kinesis,
  kms,
  lambda,
  logs,
  organizations,
  pipes,
  pricing,
  s3,
  scheduler,
  sns,
  sqs,
  stepFunctions,
  sts,
  tagging,
];

export const SERVICES: ReadonlyMap<string, Service> = new Map(ALL.map((service) => [service.name, service]));

export const JSON_SERVICES = new Map(
  ALL.filter((service): service is Service & { wire: JsonWire } => service.wire.kind === "json").map((service) => [
    service.wire.target,
    service,
  ]),
);

export const QUERY_SERVICES = new Map(
  ALL.filter((service): service is Service & { wire: QueryWire } => service.wire.kind === "query").map((service) => [
    service.wire.version,
    service,
  ]),
);

export const XML_SERVICES = new Map(
  ALL.filter((service): service is Service & { wire: RestXmlWire } => service.wire.kind === "rest-xml").map(
    (service) => [service.signingName ?? service.name, service],
  ),
);

export const REST_SERVICES = ALL.filter(
  (service): service is Service & { wire: RestWire } => service.wire.kind === "rest",
);
