import type { World } from "../service";
import { resourcesOf } from "./resources-of";
import type { TrailEvent } from "./state";

/** Members whose keys are the caller's own words, not names of the API. */
const MAPS = ["attributes", "tags", "variables", "environment"];

/** The event record as CloudTrail writes it ("CloudTrail record contents for management events"). */
export function cloudTrailEvent(world: World, event: TrailEvent) {
  return {
    eventVersion: "1.11",
    userIdentity: identityOf(world, event),
    eventTime: `${new Date(event.at).toISOString().slice(0, 19)}Z`,
    eventSource: event.eventSource,
    eventName: event.eventName,
    awsRegion: event.region,
    sourceIPAddress: "127.0.0.1",
    userAgent: "simulator",
    ...(event.errorCode && { errorCode: event.errorCode }),
    requestParameters: camelCased(event.requestParameters),
    responseElements: null,
    requestID: event.requestId,
    eventID: event.eventId,
    readOnly: false,
    resources: resourcesOf(event)
      .filter(({ name }) => name.startsWith("arn:"))
      .map(({ type, name }) => ({ accountId: event.accountId, type, ARN: name })),
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: event.accountId,
    eventCategory: "Management",
  };
}

/** The name that LookupEvents shows: `root`, a user's name or a session's name. */
export function userNameOf({ userArn, userName }: TrailEvent): string {
  return userArn.endsWith(":root") ? "root" : userName;
}

function identityOf({ iam }: World, { userArn, accountId, accessKeyId, userName }: TrailEvent) {
  const common = { arn: userArn, accountId, accessKeyId };
  if (userArn.endsWith(":root")) return { type: "Root", principalId: accountId, ...common };
  const [, roleName] = /:assumed-role\/([^/]+)\//.exec(userArn) ?? [];
  if (!roleName) {
    return { type: "IAMUser", principalId: iam.users.get(accessKeyId)?.userId ?? accessKeyId, ...common, userName };
  }
  const role = [...iam.roles.values()].find((known) => known.accountId === accountId && known.name === roleName);
  const issuer = {
    type: "Role",
    principalId: role?.roleId,
    arn: role?.arn ?? `arn:aws:iam::${accountId}:role/${roleName}`,
    accountId,
    userName: roleName,
  };
  return {
    type: "AssumedRole",
    principalId: `${role?.roleId ?? roleName}:${userName}`,
    ...common,
    sessionContext: { sessionIssuer: issuer, attributes: { mfaAuthenticated: "false" } },
  };
}

function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const lower = name.slice(0, 1).toLowerCase() + name.slice(1);
      return [lower, MAPS.includes(lower) ? inner : camelCased(inner)];
    }),
  );
}
