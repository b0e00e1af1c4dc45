import type { Service } from "../service";
import * as groups from "./groups";
import * as schedules from "./schedules";

const SCHEDULE = "/schedules/{Name}";
const GROUP = "/schedule-groups/{Name}";

/** EventBridge Scheduler: schedules in UTC with retries and dead letters. */
export const scheduler: Service = {
  name: "scheduler",
  wire: {
    kind: "rest",
    routes: [
      { method: "POST", path: SCHEDULE, operation: "CreateSchedule" },
      { method: "GET", path: SCHEDULE, operation: "GetSchedule" },
      { method: "PUT", path: SCHEDULE, operation: "UpdateSchedule" },
      { method: "DELETE", path: SCHEDULE, operation: "DeleteSchedule" },
      { method: "GET", path: "/schedules", operation: "ListSchedules" },
      { method: "POST", path: GROUP, operation: "CreateScheduleGroup" },
      { method: "GET", path: GROUP, operation: "GetScheduleGroup" },
      { method: "DELETE", path: GROUP, operation: "DeleteScheduleGroup" },
      { method: "GET", path: "/schedule-groups", operation: "ListScheduleGroups" },
    ],
  },
  operations: {
    CreateSchedule: schedules.CreateSchedule,
    GetSchedule: schedules.GetSchedule,
    UpdateSchedule: schedules.UpdateSchedule,
    DeleteSchedule: schedules.DeleteSchedule,
    ListSchedules: schedules.ListSchedules,
    CreateScheduleGroup: groups.CreateScheduleGroup,
    GetScheduleGroup: groups.GetScheduleGroup,
    DeleteScheduleGroup: groups.DeleteScheduleGroup,
    ListScheduleGroups: groups.ListScheduleGroups,
  },
  trailed: {
    CreateSchedule: "CreateSchedule",
    UpdateSchedule: "UpdateSchedule",
    DeleteSchedule: "DeleteSchedule",
    CreateScheduleGroup: "CreateScheduleGroup",
    DeleteScheduleGroup: "DeleteScheduleGroup",
  },
};
