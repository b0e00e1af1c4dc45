import type { Service } from "../service";
import { listEventSourceMappings } from "./list-event-source-mappings";
import * as concurrency from "./operations/concurrency";
import * as eventInvokeConfigs from "./operations/event-invoke-configs";
import * as eventSourceMappings from "./operations/event-source-mappings";
import * as functionTags from "./operations/function-tags";
import * as functions from "./operations/functions";
import * as invoke from "./operations/invoke";
import * as permissions from "./operations/permissions";
import * as versions from "./operations/versions";
import { routes } from "./routes";

/** AWS Lambda: functions that behave as they were told, their asynchronous events, and their event source mappings. */
export const lambda: Service = {
  name: "lambda",
  wire: { kind: "rest", routes },
  operations: {
    ...functions,
    ...versions,
    ...permissions,
    ...eventInvokeConfigs,
    ...concurrency,
    ...functionTags,
    ...invoke,
    ...eventSourceMappings,
    ListEventSourceMappings: listEventSourceMappings,
  },
  actions: { Invoke: "InvokeFunction" },
  trailed: {
    CreateFunction: "CreateFunction20150331",
    UpdateFunctionCode: "UpdateFunctionCode20150331v2",
    UpdateFunctionConfiguration: "UpdateFunctionConfiguration20150331v2",
    DeleteFunction: "DeleteFunction20150331",
    PublishVersion: "PublishVersion20150331",
    CreateAlias: "CreateAlias20150331",
    UpdateAlias: "UpdateAlias20150331",
    DeleteAlias: "DeleteAlias20150331",
    AddPermission: "AddPermission20150331v2",
    RemovePermission: "RemovePermission20150331v2",
    PutFunctionEventInvokeConfig: "PutFunctionEventInvokeConfig",
    UpdateFunctionEventInvokeConfig: "UpdateFunctionEventInvokeConfig",
    DeleteFunctionEventInvokeConfig: "DeleteFunctionEventInvokeConfig",
    PutFunctionConcurrency: "PutFunctionConcurrency20171031",
    DeleteFunctionConcurrency: "DeleteFunctionConcurrency20171031",
    CreateEventSourceMapping: "CreateEventSourceMapping20150331",
    UpdateEventSourceMapping: "UpdateEventSourceMapping20150331",
    DeleteEventSourceMapping: "DeleteEventSourceMapping20150331",
    TagResource: "TagResource20170331v2",
    UntagResource: "UntagResource20170331v2",
  },
};
