import type { CoverageRule } from "../rule";
import { archiveWithoutRetention } from "./archive-without-retention";
import { batchWithoutItemFailures } from "./batch-without-item-failures";
import { busOpenToAll } from "./bus-open-to-all";
import { dlqAlarmOnSent } from "./dlq-alarm-on-sent";
import { dlqRetentionTooShort } from "./dlq-retention-too-short";
import { dlqShared } from "./dlq-shared";
import { dlqWithConsumer } from "./dlq-with-consumer";
import { dlqWithoutAlarm } from "./dlq-without-alarm";
import { filterDeletes } from "./filter-deletes";
import { mappingDisabled } from "./mapping-disabled";
import { maxReceiveCountOne } from "./max-receive-count-one";
import { noOwner } from "./no-owner";
import { oneMessageGroup } from "./one-message-group";
import { ruleGoneSilent } from "./rule-gone-silent";
import { visibilityTooShort } from "./visibility-too-short";

/** All coverage rules in the order in which they are shown: first what loses events, then what costs time. */
export const COVERAGE_RULES: readonly CoverageRule[] = [
  visibilityTooShort,
  filterDeletes,
  dlqRetentionTooShort,
  mappingDisabled,
  ruleGoneSilent,
  dlqWithoutAlarm,
  dlqAlarmOnSent,
  dlqWithConsumer,
  maxReceiveCountOne,
  batchWithoutItemFailures,
  oneMessageGroup,
  busOpenToAll,
  dlqShared,
  archiveWithoutRetention,
  noOwner,
];
