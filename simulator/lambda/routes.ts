import type { RestRoute } from "../wire/answer";

const FUNCTIONS = "/2015-03-31/functions";
const FUNCTION = `${FUNCTIONS}/{FunctionName}`;
const EVENT_INVOKE = "/2019-09-25/functions/{FunctionName}/event-invoke-config";
const MAPPINGS = "/2015-03-31/event-source-mappings";
const TAGS = "/2017-03-31/tags/{Resource}";

/** Paths and statuses of Lambda's REST API, as its service model has them. */
export const routes: readonly RestRoute[] = [
  { method: "POST", path: FUNCTIONS, operation: "CreateFunction", status: 201 },
  { method: "GET", path: FUNCTIONS, operation: "ListFunctions" },
  { method: "GET", path: FUNCTION, operation: "GetFunction" },
  { method: "DELETE", path: FUNCTION, operation: "DeleteFunction" },
  { method: "PUT", path: `${FUNCTION}/code`, operation: "UpdateFunctionCode" },
  { method: "GET", path: `${FUNCTION}/configuration`, operation: "GetFunctionConfiguration" },
  { method: "PUT", path: `${FUNCTION}/configuration`, operation: "UpdateFunctionConfiguration" },
  {
    method: "POST",
    path: `${FUNCTION}/invocations`,
    operation: "Invoke",
    headers: { InvocationType: "x-amz-invocation-type", LogType: "x-amz-log-type" },
    payload: "Payload",
  },
  { method: "POST", path: `${FUNCTION}/versions`, operation: "PublishVersion", status: 201 },
  { method: "GET", path: `${FUNCTION}/versions`, operation: "ListVersionsByFunction" },
  { method: "POST", path: `${FUNCTION}/aliases`, operation: "CreateAlias", status: 201 },
  { method: "GET", path: `${FUNCTION}/aliases`, operation: "ListAliases" },
  { method: "GET", path: `${FUNCTION}/aliases/{Name}`, operation: "GetAlias" },
  { method: "PUT", path: `${FUNCTION}/aliases/{Name}`, operation: "UpdateAlias" },
  { method: "DELETE", path: `${FUNCTION}/aliases/{Name}`, operation: "DeleteAlias", status: 204 },
  { method: "POST", path: `${FUNCTION}/policy`, operation: "AddPermission", status: 201 },
  { method: "GET", path: `${FUNCTION}/policy`, operation: "GetPolicy" },
  { method: "DELETE", path: `${FUNCTION}/policy/{StatementId}`, operation: "RemovePermission", status: 204 },
  { method: "PUT", path: EVENT_INVOKE, operation: "PutFunctionEventInvokeConfig" },
  { method: "POST", path: EVENT_INVOKE, operation: "UpdateFunctionEventInvokeConfig" },
  { method: "GET", path: EVENT_INVOKE, operation: "GetFunctionEventInvokeConfig" },
  { method: "DELETE", path: EVENT_INVOKE, operation: "DeleteFunctionEventInvokeConfig", status: 204 },
  { method: "GET", path: `${EVENT_INVOKE}/list`, operation: "ListFunctionEventInvokeConfigs" },
  { method: "PUT", path: "/2017-10-31/functions/{FunctionName}/concurrency", operation: "PutFunctionConcurrency" },
  { method: "GET", path: "/2019-09-30/functions/{FunctionName}/concurrency", operation: "GetFunctionConcurrency" },
  {
    method: "DELETE",
    path: "/2017-10-31/functions/{FunctionName}/concurrency",
    operation: "DeleteFunctionConcurrency",
    status: 204,
  },
  { method: "POST", path: MAPPINGS, operation: "CreateEventSourceMapping", status: 202 },
  { method: "GET", path: MAPPINGS, operation: "ListEventSourceMappings" },
  { method: "GET", path: `${MAPPINGS}/{UUID}`, operation: "GetEventSourceMapping" },
  { method: "PUT", path: `${MAPPINGS}/{UUID}`, operation: "UpdateEventSourceMapping", status: 202 },
  { method: "DELETE", path: `${MAPPINGS}/{UUID}`, operation: "DeleteEventSourceMapping", status: 202 },
  { method: "POST", path: TAGS, operation: "TagResource", status: 204 },
  { method: "DELETE", path: TAGS, operation: "UntagResource", status: 204, lists: ["tagKeys"] },
  { method: "GET", path: TAGS, operation: "ListTags" },
];
