import { AwsError } from "../aws-error";

/** AccessDenied in AWS's words; `because` may be left out, as STS does, to give no hint. */
export function accessDenied(principalArn: string, action: string, resourceArn?: string, because?: string): AwsError {
  const onResource = resourceArn ? ` on resource: ${resourceArn}` : "";
  const reason = because ? ` ${because}` : "";
  return new AwsError(
    "AccessDeniedException",
    `User: ${principalArn} is not authorized to perform: ${action}${onResource}${reason}`,
    { status: 403, queryCode: "AccessDenied" },
  );
}
