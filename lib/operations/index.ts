import type { OperationId } from "@/lib/contract";
import { checkAccount } from "./accounts/check-account";
import { createAccount } from "./accounts/create-account";
import { getAccount } from "./accounts/get-account";
import { listAccounts } from "./accounts/list-accounts";
import { removeAccount } from "./accounts/remove-account";
import { updateAccount } from "./accounts/update-account";
import { allowWrites, getWrites, stopWrites } from "./accounts/writes";
import { applyConfig } from "./config/apply-config";
import { diffConfig } from "./config/diff-config";
import { exportConfig } from "./config/export-config";
import { getDrift } from "./config/get-drift";
import { getFailedMessage } from "./failures/get-failed-message";
import { getFailureClass } from "./failures/get-failure-class";
import { getMessageBody } from "./failures/get-message-body";
import { listFailedMessages } from "./failures/list-failed-messages";
import { listFailureClasses } from "./failures/list-failure-classes";
import type { Operation } from "./operation";
import { getMe } from "./people/me";
import { createToken, listTokens, revokeToken } from "./people/tokens";
import { createFirstAdmin, createUser, listUsers, updateUserRole } from "./people/users";
import { applyPlan } from "./plans/apply-plan";
import { createPlan } from "./plans/create-plan";
import { getPlan } from "./plans/get-plan";
import { getQueue } from "./queues/get-queue";
import { getQueueSeries } from "./queues/get-queue-series";
import { listConfigChanges } from "./queues/list-config-changes";
import { listQueues } from "./queues/list-queues";
import { scanQueue } from "./queues/scan-queue";
import { updateQueue } from "./queues/update-queue";
import { getRun, listRunItems, listRuns } from "./runs/read-runs";
import { cancelRun, pauseRun, resumeRun } from "./runs/steer-run";
import { listAuditEntries, verifyAudit } from "./system/audit";
import { getNow } from "./system/get-now";
import { listPollers } from "./system/list-pollers";
import { getVaultBody, getVaultItem, listVaultItems } from "./vault/vault";

/** One operation for every entry of the contract; a missing one does not compile. */
export const operations: { readonly [K in OperationId]: Operation<K> } = {
  allowWrites,
  applyConfig,
  applyPlan,
  cancelRun,
  checkAccount,
  createAccount,
  createFirstAdmin,
  createPlan,
  createToken,
  createUser,
  diffConfig,
  exportConfig,
  getAccount,
  getDrift,
  getFailedMessage,
  getFailureClass,
  getMe,
  getMessageBody,
  getNow,
  getPlan,
  getQueue,
  getQueueSeries,
  getRun,
  getVaultBody,
  getVaultItem,
  getWrites,
  listAccounts,
  listAuditEntries,
  listConfigChanges,
  listFailedMessages,
  listFailureClasses,
  listPollers,
  listQueues,
  listRunItems,
  listRuns,
  listTokens,
  listUsers,
  listVaultItems,
  pauseRun,
  removeAccount,
  resumeRun,
  revokeToken,
  scanQueue,
  stopWrites,
  updateAccount,
  updateQueue,
  updateUserRole,
  verifyAudit,
};
