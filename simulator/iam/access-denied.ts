import { AwsError } from "../aws-error";

/** AccessDenied in AWS's words; `because` may be left out, as STS does, to give no hint. SQS alone writes its actions in lower case. */
export function accessDenied(principalArn: string, action: string, resourceArn?: string, because?: string): AwsError {
  const onResource = resourceArn ? ` on resource: ${resourceArn}` : "";
  const reason = because ? ` ${because}` : "";
  const text = `is not authorized to perform: ${action}${onResource}${reason}`;
  const shown = action.startsWith("sqs:") ? text.replaceAll(action, action.toLowerCase()) : text;
  return new AwsError("AccessDeniedException", `User: ${principalArn} ${shown}`, {
    status: 403,
    queryCode: "AccessDenied",
  });
}
