import type { Service } from "../service";
import { createArchive } from "./archives/create-archive";
import { deleteArchive } from "./archives/delete-archive";
import { describeArchive } from "./archives/describe-archive";
import { listArchives } from "./archives/list-archives";
import { updateArchive } from "./archives/update-archive";
import {
  createEventBus,
  deleteEventBus,
  describeEventBus,
  listEventBuses,
  updateEventBus,
} from "./operations/event-buses";
import { putPermission, removePermission } from "./operations/permissions";
import { putEvents } from "./operations/put-events";
import { putRule } from "./operations/put-rule";
import {
  deleteRule,
  describeRule,
  disableRule,
  enableRule,
  listRuleNamesByTarget,
  listRules,
} from "./operations/rules";
import { listTagsForResource, tagResource, untagResource } from "./operations/tags";
import { listTargetsByRule, putTargets, removeTargets } from "./operations/targets";
import { testEventPattern } from "./operations/test-event-pattern";
import { cancelReplay } from "./replays/cancel-replay";
import { describeReplay } from "./replays/describe-replay";
import { listReplays } from "./replays/list-replays";
import { startReplay } from "./replays/start-replay";

export const events: Service = {
  name: "events",
  wire: { kind: "json", target: "AWSEvents", shapes: "com.amazonaws.events" },
  operations: {
    CreateArchive: createArchive,
    DescribeArchive: describeArchive,
    ListArchives: listArchives,
    UpdateArchive: updateArchive,
    DeleteArchive: deleteArchive,
    StartReplay: startReplay,
    DescribeReplay: describeReplay,
    ListReplays: listReplays,
    CancelReplay: cancelReplay,
    CreateEventBus: createEventBus,
    DescribeEventBus: describeEventBus,
    ListEventBuses: listEventBuses,
    UpdateEventBus: updateEventBus,
    DeleteEventBus: deleteEventBus,
    PutPermission: putPermission,
    RemovePermission: removePermission,
    PutRule: putRule,
    DescribeRule: describeRule,
    ListRules: listRules,
    ListRuleNamesByTarget: listRuleNamesByTarget,
    EnableRule: enableRule,
    DisableRule: disableRule,
    DeleteRule: deleteRule,
    PutTargets: putTargets,
    RemoveTargets: removeTargets,
    ListTargetsByRule: listTargetsByRule,
    TestEventPattern: testEventPattern,
    TagResource: tagResource,
    UntagResource: untagResource,
    ListTagsForResource: listTagsForResource,
    PutEvents: putEvents,
  },
  trailed: {
    CreateArchive: "CreateArchive",
    UpdateArchive: "UpdateArchive",
    DeleteArchive: "DeleteArchive",
    StartReplay: "StartReplay",
    CancelReplay: "CancelReplay",
    CreateEventBus: "CreateEventBus",
    UpdateEventBus: "UpdateEventBus",
    DeleteEventBus: "DeleteEventBus",
    PutPermission: "PutPermission",
    RemovePermission: "RemovePermission",
    PutRule: "PutRule",
    EnableRule: "EnableRule",
    DisableRule: "DisableRule",
    DeleteRule: "DeleteRule",
    PutTargets: "PutTargets",
    RemoveTargets: "RemoveTargets",
    TagResource: "TagResource",
    UntagResource: "UntagResource",
  },
};
