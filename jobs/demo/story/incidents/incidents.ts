import { brokenDeploy } from "./broken-deploy";
import { consumerSwitchedOff } from "./consumer-switched-off";
import { deletedTarget } from "./deleted-target";
import { dependencyTimesOut } from "./dependency-times-out";
import { failingSaga } from "./failing-saga";
import type { Incident } from "./incident";
import { lockedOutSubscriber } from "./locked-out-subscriber";
import { permissionRemoved } from "./permission-removed";
import { poisonInFifo } from "./poison-in-fifo";
import { readRoleDenied } from "./read-role-denied";
import { refundsFail } from "./refunds-fail";
import { retryStorm } from "./retry-storm";
import { schedulerLockedOut } from "./scheduler-locked-out";
import { shortRetention } from "./short-retention";
import { silentRule } from "./silent-rule";
import { slowTrickle } from "./slow-trickle";
import { supplierRefuses } from "./supplier-refuses";
import { throttledFunction } from "./throttled-function";
import { unprotectedRule } from "./unprotected-rule";
import { unreadableClicks } from "./unreadable-clicks";
import { unscorableVisits } from "./unscorable-visits";

/** All that can go wrong in the estate: a new incident is a file and a line here. */
export const INCIDENTS: readonly Incident[] = [
  brokenDeploy,
  dependencyTimesOut,
  permissionRemoved,
  deletedTarget,
  poisonInFifo,
  slowTrickle,
  shortRetention,
  retryStorm,
  throttledFunction,
  silentRule,
  failingSaga,
  refundsFail,
  unreadableClicks,
  lockedOutSubscriber,
  unprotectedRule,
  supplierRefuses,
  schedulerLockedOut,
  unscorableVisits,
  consumerSwitchedOff,
  readRoleDenied,
];
