import { evaluateAlarms } from "./cloudwatch/evaluate-alarms";
import { playStep } from "./control/scenario";
import { deliverEvent } from "./events/delivery/deliver-event";
import { replaySlice } from "./events/replays/replay-slice";
import { fireSchedule } from "./events/schedule/plan-schedule";
import { eventWorkedOn, workOnEvent } from "./lambda/async/work-on-event";
import { countIdleMinute } from "./lambda/polling/idle-polls";
import { poll } from "./lambda/polling/poll";
import { batchEnd } from "./lambda/polling/start-batch";
import { endRun } from "./lambda/run";
import { pollQueue } from "./pipes/poll-queue";
import { settlePipe } from "./pipes/settle-pipe";
import { retrySchedule, runSchedule } from "./scheduler/run-schedule";
import type { JobHandler } from "./service";
import { playDelivery } from "./sns/delivery";
import { playStep as playState, playTimeout } from "./step-functions/run/play-step";
import { readShard, settleShard } from "./streams/read-shard";

/** What each kind of job on the agenda does: a new kind is a handler beside its service and a line here. */
export const JOBS: Readonly<Record<string, JobHandler>> = {
  "cloudwatch.evaluateAlarms": evaluateAlarms,
  "control.step": playStep,
  "events.deliver": deliverEvent,
  "events.replay": replaySlice,
  "events.schedule": fireSchedule,
  "lambda.async": workOnEvent,
  "lambda.asyncEnd": eventWorkedOn,
  "lambda.batchEnd": batchEnd,
  "lambda.end": endRun,
  "lambda.idle": countIdleMinute,
  "lambda.poll": poll,
  "sns.deliver": playDelivery,
  "scheduler.retry": retrySchedule,
  "scheduler.run": runSchedule,
  "pipes.poll": pollQueue,
  "pipes.settle": settlePipe,
  "streams.read": readShard,
  "streams.settle": settleShard,
  "states.step": playState,
  "states.timeout": playTimeout,
};
