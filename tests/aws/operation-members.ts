/** `text`, `number`, `flag`, `list`, `map`, `object`, `bytes` or `time`; `!` = required; `@query` and `@header` = where it travels. */
export type OperationMembers = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The input members of every simulated operation, as the services' API models (botocore) name them: `QueueName!:text`.
 */
export const OPERATION_MEMBERS: OperationMembers = {
  cloudtrail: {
    LookupEvents:
      "LookupAttributes:list StartTime:time EndTime:time EventCategory:text MaxResults:number NextToken:text",
  },
  cloudwatch: {
    DeleteAlarms: "AlarmNames!:list",
    DescribeAlarms:
      "AlarmNames:list AlarmNamePrefix:text AlarmTypes:list ChildrenOfAlarmName:text ParentsOfAlarmName:text StateValue:text ActionPrefix:text MaxRecords:number NextToken:text",
    GetMetricData:
      "MetricDataQueries!:list StartTime!:time EndTime!:time NextToken:text ScanBy:text MaxDatapoints:number LabelOptions:object",
    GetMetricStatistics:
      "Namespace!:text MetricName!:text Dimensions:list StartTime!:time EndTime!:time Period!:number Statistics:list ExtendedStatistics:list Unit:text",
    ListMetrics:
      "Namespace:text MetricName:text Dimensions:list NextToken:text RecentlyActive:text IncludeLinkedAccounts:flag OwningAccount:text",
    PutCompositeAlarm:
      "ActionsEnabled:flag AlarmActions:list AlarmDescription:text AlarmName!:text AlarmRule!:text InsufficientDataActions:list OKActions:list Tags:list ActionsSuppressor:text ActionsSuppressorWaitPeriod:number ActionsSuppressorExtensionPeriod:number",
    PutMetricAlarm:
      "AlarmName!:text AlarmDescription:text ActionsEnabled:flag OKActions:list AlarmActions:list InsufficientDataActions:list MetricName:text Namespace:text Statistic:text ExtendedStatistic:text Dimensions:list Period:number Unit:text EvaluationPeriods:number DatapointsToAlarm:number Threshold:number ComparisonOperator:text TreatMissingData:text EvaluateLowSampleCountPercentile:text Metrics:list Tags:list ThresholdMetricId:text EvaluationCriteria:object EvaluationInterval:number",
    PutMetricData: "Namespace!:text MetricData:list EntityMetricData:list StrictEntityValidation:flag",
    SetAlarmState: "AlarmName!:text StateValue!:text StateReason!:text StateReasonData:text",
  },
  dynamodb: {
    ListStreams: "TableName:text Limit:number ExclusiveStartStreamArn:text",
    DescribeStream: "StreamArn!:text Limit:number ExclusiveStartShardId:text ShardFilter:object",
    GetShardIterator: "StreamArn!:text ShardId!:text ShardIteratorType!:text SequenceNumber:text",
    GetRecords: "ShardIterator!:text Limit:number",
  },
  events: {
    CreateArchive:
      "ArchiveName!:text EventSourceArn!:text Description:text EventPattern:text RetentionDays:number KmsKeyIdentifier:text",
    DescribeArchive: "ArchiveName!:text",
    ListArchives: "NamePrefix:text EventSourceArn:text State:text NextToken:text Limit:number",
    UpdateArchive: "ArchiveName!:text Description:text EventPattern:text RetentionDays:number KmsKeyIdentifier:text",
    DeleteArchive: "ArchiveName!:text",
    StartReplay:
      "ReplayName!:text Description:text EventSourceArn!:text EventStartTime!:time EventEndTime!:time Destination!:object",
    DescribeReplay: "ReplayName!:text",
    ListReplays: "NamePrefix:text State:text EventSourceArn:text NextToken:text Limit:number",
    CancelReplay: "ReplayName!:text",
    CreateEventBus:
      "Name!:text EventSourceName:text Description:text KmsKeyIdentifier:text DeadLetterConfig:object LogConfig:object Tags:list",
    DescribeEventBus: "Name:text",
    ListEventBuses: "NamePrefix:text NextToken:text Limit:number",
    UpdateEventBus: "Name:text KmsKeyIdentifier:text Description:text DeadLetterConfig:object LogConfig:object",
    DeleteEventBus: "Name!:text",
    PutPermission: "EventBusName:text Action:text Principal:text StatementId:text Condition:object Policy:text",
    RemovePermission: "StatementId:text RemoveAllPermissions:flag EventBusName:text",
    PutRule:
      "Name!:text ScheduleExpression:text EventPattern:text State:text Description:text RoleArn:text Tags:list EventBusName:text",
    DescribeRule: "Name!:text EventBusName:text",
    ListRules: "NamePrefix:text EventBusName:text NextToken:text Limit:number",
    ListRuleNamesByTarget: "TargetArn!:text EventBusName:text NextToken:text Limit:number",
    EnableRule: "Name!:text EventBusName:text",
    DisableRule: "Name!:text EventBusName:text",
    DeleteRule: "Name!:text EventBusName:text Force:flag",
    PutTargets: "Rule!:text EventBusName:text Targets!:list",
    RemoveTargets: "Rule!:text EventBusName:text Ids!:list Force:flag",
    ListTargetsByRule: "Rule!:text EventBusName:text NextToken:text Limit:number",
    TestEventPattern: "EventPattern!:text Event!:text",
    TagResource: "ResourceARN!:text Tags!:list",
    UntagResource: "ResourceARN!:text TagKeys!:list",
    ListTagsForResource: "ResourceARN!:text",
    PutEvents: "Entries!:list EndpointId:text",
  },
  kinesis: {
    CreateStream:
      "StreamName!:text ShardCount:number StreamModeDetails:object Tags:map WarmThroughputMiBps:number MaxRecordSizeInKiB:number",
    DeleteStream: "StreamName:text EnforceConsumerDeletion:flag StreamARN:text StreamId:text",
    DescribeStreamSummary: "StreamName:text StreamARN:text StreamId:text",
    DescribeStream: "StreamName:text Limit:number ExclusiveStartShardId:text StreamARN:text StreamId:text",
    ListShards:
      "StreamName:text NextToken:text ExclusiveStartShardId:text MaxResults:number StreamCreationTimestamp:time ShardFilter:object StreamARN:text StreamId:text",
    ListStreams: "Limit:number ExclusiveStartStreamName:text NextToken:text",
    IncreaseStreamRetentionPeriod: "StreamName:text RetentionPeriodHours!:number StreamARN:text StreamId:text",
    DecreaseStreamRetentionPeriod: "StreamName:text RetentionPeriodHours!:number StreamARN:text StreamId:text",
    PutRecord:
      "StreamName:text Data!:bytes PartitionKey!:text ExplicitHashKey:text SequenceNumberForOrdering:text StreamARN:text StreamId:text",
    PutRecords: "Records!:list StreamName:text StreamARN:text StreamId:text",
    GetShardIterator:
      "StreamName:text ShardId!:text ShardIteratorType!:text StartingSequenceNumber:text Timestamp:time StreamARN:text StreamId:text",
    GetRecords: "ShardIterator!:text Limit:number StreamARN:text StreamId:text",
  },
  lambda: {
    CreateFunction:
      "FunctionName!:text Runtime:text Role!:text Handler:text Code!:object Description:text Timeout:number MemorySize:number Publish:flag VpcConfig:object PackageType:text DeadLetterConfig:object Environment:object KMSKeyArn:text TracingConfig:object Tags:map Layers:list FileSystemConfigs:list ImageConfig:object CodeSigningConfigArn:text Architectures:list EphemeralStorage:object SnapStart:object LoggingConfig:object CapacityProviderConfig:object PublishTo:text DurableConfig:object TenancyConfig:object",
    GetFunction: "FunctionName!:text@path Qualifier:text@query",
    GetFunctionConfiguration: "FunctionName!:text@path Qualifier:text@query",
    ListFunctions: "MasterRegion:text@query FunctionVersion:text@query Marker:text@query MaxItems:number@query",
    DeleteFunction: "FunctionName!:text@path Qualifier:text@query",
    UpdateFunctionCode:
      "FunctionName!:text@path ZipFile:bytes S3Bucket:text S3Key:text S3ObjectVersion:text ImageUri:text Publish:flag DryRun:flag RevisionId:text Architectures:list SourceKMSKeyArn:text PublishTo:text",
    UpdateFunctionConfiguration:
      "FunctionName!:text@path Role:text Handler:text Description:text Timeout:number MemorySize:number VpcConfig:object Environment:object Runtime:text DeadLetterConfig:object KMSKeyArn:text TracingConfig:object RevisionId:text Layers:list FileSystemConfigs:list ImageConfig:object EphemeralStorage:object SnapStart:object LoggingConfig:object CapacityProviderConfig:object DurableConfig:object",
    PublishVersion: "FunctionName!:text@path CodeSha256:text Description:text RevisionId:text PublishTo:text",
    ListVersionsByFunction: "FunctionName!:text@path Marker:text@query MaxItems:number@query",
    CreateAlias: "FunctionName!:text@path Name!:text FunctionVersion!:text Description:text RoutingConfig:object",
    UpdateAlias:
      "FunctionName!:text@path Name!:text@path FunctionVersion:text Description:text RoutingConfig:object RevisionId:text",
    GetAlias: "FunctionName!:text@path Name!:text@path",
    ListAliases: "FunctionName!:text@path FunctionVersion:text@query Marker:text@query MaxItems:number@query",
    DeleteAlias: "FunctionName!:text@path Name!:text@path",
    AddPermission:
      "FunctionName!:text@path StatementId!:text Action!:text Principal!:text SourceArn:text SourceAccount:text EventSourceToken:text Qualifier:text@query RevisionId:text PrincipalOrgID:text FunctionUrlAuthType:text InvokedViaFunctionUrl:flag",
    RemovePermission: "FunctionName!:text@path StatementId!:text@path Qualifier:text@query RevisionId:text@query",
    GetPolicy: "FunctionName!:text@path Qualifier:text@query",
    PutFunctionEventInvokeConfig:
      "FunctionName!:text@path Qualifier:text@query MaximumRetryAttempts:number MaximumEventAgeInSeconds:number DestinationConfig:object",
    UpdateFunctionEventInvokeConfig:
      "FunctionName!:text@path Qualifier:text@query MaximumRetryAttempts:number MaximumEventAgeInSeconds:number DestinationConfig:object",
    GetFunctionEventInvokeConfig: "FunctionName!:text@path Qualifier:text@query",
    ListFunctionEventInvokeConfigs: "FunctionName!:text@path Marker:text@query MaxItems:number@query",
    DeleteFunctionEventInvokeConfig: "FunctionName!:text@path Qualifier:text@query",
    PutFunctionConcurrency: "FunctionName!:text@path ReservedConcurrentExecutions!:number",
    GetFunctionConcurrency: "FunctionName!:text@path",
    DeleteFunctionConcurrency: "FunctionName!:text@path",
    TagResource: "Resource!:text@path Tags!:map",
    UntagResource: "Resource!:text@path tagKeys!:list@query",
    ListTags: "Resource!:text@path",
    Invoke:
      "FunctionName!:text@path InvocationType:text@header LogType:text@header ClientContext:text@header DurableExecutionName:text@header Payload:bytes Qualifier:text@query TenantId:text@header",
    CreateEventSourceMapping:
      "EventSourceArn:text FunctionName!:text Enabled:flag BatchSize:number FilterCriteria:object MaximumBatchingWindowInSeconds:number ParallelizationFactor:number StartingPosition:text StartingPositionTimestamp:time DestinationConfig:object MaximumRecordAgeInSeconds:number BisectBatchOnFunctionError:flag MaximumRetryAttempts:number Tags:map TumblingWindowInSeconds:number Topics:list Queues:list SourceAccessConfigurations:list SelfManagedEventSource:object FunctionResponseTypes:list AmazonManagedKafkaEventSourceConfig:object SelfManagedKafkaEventSourceConfig:object ScalingConfig:object DocumentDBEventSourceConfig:object KMSKeyArn:text MetricsConfig:object LoggingConfig:object ProvisionedPollerConfig:object",
    GetEventSourceMapping: "UUID!:text@path",
    UpdateEventSourceMapping:
      "UUID!:text@path FunctionName:text Enabled:flag BatchSize:number FilterCriteria:object MaximumBatchingWindowInSeconds:number DestinationConfig:object MaximumRecordAgeInSeconds:number BisectBatchOnFunctionError:flag MaximumRetryAttempts:number ParallelizationFactor:number SourceAccessConfigurations:list TumblingWindowInSeconds:number FunctionResponseTypes:list ScalingConfig:object AmazonManagedKafkaEventSourceConfig:object SelfManagedKafkaEventSourceConfig:object DocumentDBEventSourceConfig:object KMSKeyArn:text MetricsConfig:object LoggingConfig:object ProvisionedPollerConfig:object",
    DeleteEventSourceMapping: "UUID!:text@path",
    ListEventSourceMappings:
      "EventSourceArn:text@query FunctionName:text@query Marker:text@query MaxItems:number@query",
  },
  logs: {
    CreateLogGroup: "logGroupName!:text kmsKeyId:text tags:map logGroupClass:text deletionProtectionEnabled:flag",
    CreateLogStream: "logGroupName!:text logStreamName!:text",
    DeleteLogGroup: "logGroupName!:text",
    DescribeLogGroups:
      "accountIdentifiers:list logGroupNamePrefix:text logGroupNamePattern:text nextToken:text limit:number includeLinkedAccounts:flag logGroupClass:text logGroupIdentifiers:list",
    DescribeLogStreams:
      "logGroupName:text logGroupIdentifier:text logStreamNamePrefix:text orderBy:text descending:flag nextToken:text limit:number",
    FilterLogEvents:
      "logGroupName:text logGroupIdentifier:text logStreamNames:list logStreamNamePrefix:text startTime:number endTime:number filterPattern:text nextToken:text limit:number interleaved:flag unmask:flag",
    GetLogEvents:
      "logGroupName:text logGroupIdentifier:text logStreamName!:text startTime:number endTime:number nextToken:text limit:number startFromHead:flag unmask:flag",
    PutLogEvents: "logGroupName!:text logStreamName!:text logEvents!:list sequenceToken:text entity:object",
    PutRetentionPolicy: "logGroupName!:text retentionInDays!:number",
  },
  organizations: {
    DescribeAccount: "AccountId!:text",
    DescribeOrganization: "",
    ListAccounts: "NextToken:text MaxResults:number",
    ListAccountsForParent: "ParentId!:text NextToken:text MaxResults:number",
    ListOrganizationalUnitsForParent: "ParentId!:text NextToken:text MaxResults:number",
    ListParents: "ChildId!:text NextToken:text MaxResults:number",
    ListRoots: "NextToken:text MaxResults:number",
    ListTagsForResource: "ResourceId!:text NextToken:text",
  },
  kms: {
    CreateKey:
      "Policy:text Description:text KeyUsage:text CustomerMasterKeySpec:text KeySpec:text Origin:text CustomKeyStoreId:text BypassPolicyLockoutSafetyCheck:flag Tags:list MultiRegion:flag XksKeyId:text",
    Decrypt:
      "CiphertextBlob!:bytes EncryptionContext:map GrantTokens:list KeyId:text EncryptionAlgorithm:text Recipient:object DryRun:flag",
    DescribeKey: "KeyId!:text GrantTokens:list",
    Encrypt: "KeyId!:text Plaintext!:bytes EncryptionContext:map GrantTokens:list EncryptionAlgorithm:text DryRun:flag",
    GenerateDataKey:
      "KeyId!:text EncryptionContext:map NumberOfBytes:number KeySpec:text GrantTokens:list Recipient:object DryRun:flag",
  },
  pipes: {
    CreatePipe:
      "Name!:text@path Description:text DesiredState:text Source!:text SourceParameters:object Enrichment:text EnrichmentParameters:object Target!:text TargetParameters:object RoleArn!:text Tags:map LogConfiguration:object KmsKeyIdentifier:text",
    DescribePipe: "Name!:text@path",
    UpdatePipe:
      "Name!:text@path Description:text DesiredState:text SourceParameters:object Enrichment:text EnrichmentParameters:object Target:text TargetParameters:object RoleArn!:text LogConfiguration:object KmsKeyIdentifier:text",
    StartPipe: "Name!:text@path",
    StopPipe: "Name!:text@path",
    DeletePipe: "Name!:text@path",
    ListPipes:
      "NamePrefix:text@query DesiredState:text@query CurrentState:text@query SourcePrefix:text@query TargetPrefix:text@query NextToken:text@query Limit:number@query",
  },
  pricing: {
    DescribeServices: "ServiceCode:text FormatVersion:text NextToken:text MaxResults:number",
    GetAttributeValues: "ServiceCode!:text AttributeName!:text NextToken:text MaxResults:number",
    GetProducts: "ServiceCode!:text Filters:list FormatVersion:text NextToken:text MaxResults:number",
  },
  s3: {
    CreateBucket: "Bucket!:text@path CreateBucketConfiguration:bytes",
    PutBucketVersioning: "Bucket!:text@path VersioningConfiguration!:bytes",
    GetBucketVersioning: "Bucket!:text@path",
    PutObject:
      "Bucket!:text@path Key!:text@path Body:bytes ContentType:text@header ContentEncoding:text@header ContentMD5:text@header ChecksumSHA256:text@header ChecksumSHA1:text@header ChecksumCRC32:text@header",
    HeadObject: "Bucket!:text@path Key!:text@path versionId:text@query ChecksumMode:text@header",
    GetObject: "Bucket!:text@path Key!:text@path versionId:text@query ChecksumMode:text@header",
    ListObjectVersions: "Bucket!:text@path prefix:text@query",
    DeleteObject: "Bucket!:text@path Key!:text@path versionId:text@query",
  },
  scheduler: {
    CreateSchedule:
      "ActionAfterCompletion:text ClientToken:text Description:text EndDate:time FlexibleTimeWindow!:object GroupName:text KmsKeyArn:text Name!:text@path ScheduleExpression!:text ScheduleExpressionTimezone:text StartDate:time State:text Target!:object",
    GetSchedule: "groupName:text@query Name!:text@path",
    UpdateSchedule:
      "ActionAfterCompletion:text ClientToken:text Description:text EndDate:time FlexibleTimeWindow!:object GroupName:text KmsKeyArn:text Name!:text@path ScheduleExpression!:text ScheduleExpressionTimezone:text StartDate:time State:text Target!:object",
    DeleteSchedule: "clientToken:text@query groupName:text@query Name!:text@path",
    ListSchedules:
      "ScheduleGroup:text@query MaxResults:number@query NamePrefix:text@query NextToken:text@query State:text@query",
    CreateScheduleGroup: "ClientToken:text Name!:text@path Tags:list",
    GetScheduleGroup: "Name!:text@path",
    DeleteScheduleGroup: "clientToken:text@query Name!:text@path",
    ListScheduleGroups: "MaxResults:number@query NamePrefix:text@query NextToken:text@query",
  },
  sns: {
    CreateTopic: "Name!:text Attributes:map Tags:list DataProtectionPolicy:text",
    DeleteTopic: "TopicArn!:text",
    ListTopics: "NextToken:text",
    GetTopicAttributes: "TopicArn!:text",
    SetTopicAttributes: "TopicArn!:text AttributeName!:text AttributeValue:text",
    TagResource: "ResourceArn!:text Tags!:list",
    UntagResource: "ResourceArn!:text TagKeys!:list",
    ListTagsForResource: "ResourceArn!:text",
    AddPermission: "TopicArn!:text Label!:text AWSAccountId!:list ActionName!:list",
    RemovePermission: "TopicArn!:text Label!:text",
    Subscribe: "TopicArn!:text Protocol!:text Endpoint:text Attributes:map ReturnSubscriptionArn:flag",
    ConfirmSubscription: "TopicArn!:text Token!:text AuthenticateOnUnsubscribe:text",
    Unsubscribe: "SubscriptionArn!:text",
    ListSubscriptions: "NextToken:text",
    ListSubscriptionsByTopic: "TopicArn!:text NextToken:text",
    GetSubscriptionAttributes: "SubscriptionArn!:text",
    SetSubscriptionAttributes: "SubscriptionArn!:text AttributeName!:text AttributeValue:text",
    Publish:
      "TopicArn:text TargetArn:text PhoneNumber:text Message!:text Subject:text MessageStructure:text MessageAttributes:map MessageDeduplicationId:text MessageGroupId:text",
    PublishBatch: "TopicArn!:text PublishBatchRequestEntries!:list",
  },
  sqs: {
    CreateQueue: "QueueName!:text Attributes:map tags:map",
    DeleteQueue: "QueueUrl!:text",
    GetQueueUrl: "QueueName!:text QueueOwnerAWSAccountId:text",
    ListQueues: "QueueNamePrefix:text NextToken:text MaxResults:number",
    ListDeadLetterSourceQueues: "QueueUrl!:text NextToken:text MaxResults:number",
    GetQueueAttributes: "QueueUrl!:text AttributeNames:list",
    SetQueueAttributes: "QueueUrl!:text Attributes!:map",
    TagQueue: "QueueUrl!:text Tags!:map",
    UntagQueue: "QueueUrl!:text TagKeys!:list",
    ListQueueTags: "QueueUrl!:text",
    AddPermission: "QueueUrl!:text Label!:text AWSAccountIds!:list Actions!:list",
    RemovePermission: "QueueUrl!:text Label!:text",
    SendMessage:
      "QueueUrl!:text MessageBody!:text DelaySeconds:number MessageAttributes:map MessageSystemAttributes:map MessageDeduplicationId:text MessageGroupId:text",
    SendMessageBatch: "QueueUrl!:text Entries!:list",
    ReceiveMessage:
      "QueueUrl!:text AttributeNames:list MessageSystemAttributeNames:list MessageAttributeNames:list MaxNumberOfMessages:number VisibilityTimeout:number WaitTimeSeconds:number ReceiveRequestAttemptId:text",
    DeleteMessage: "QueueUrl!:text ReceiptHandle!:text",
    DeleteMessageBatch: "QueueUrl!:text Entries!:list",
    ChangeMessageVisibility: "QueueUrl!:text ReceiptHandle!:text VisibilityTimeout!:number",
    ChangeMessageVisibilityBatch: "QueueUrl!:text Entries!:list",
    PurgeQueue: "QueueUrl!:text",
    StartMessageMoveTask: "SourceArn!:text DestinationArn:text MaxNumberOfMessagesPerSecond:number",
    ListMessageMoveTasks: "SourceArn!:text MaxResults:number",
    CancelMessageMoveTask: "TaskHandle!:text",
  },
  states: {
    CreateStateMachine:
      "name!:text definition!:text roleArn!:text type:text loggingConfiguration:object tags:list tracingConfiguration:object publish:flag versionDescription:text encryptionConfiguration:object",
    UpdateStateMachine:
      "stateMachineArn!:text definition:text roleArn:text loggingConfiguration:object tracingConfiguration:object publish:flag versionDescription:text encryptionConfiguration:object",
    DescribeStateMachine: "stateMachineArn!:text includedData:text",
    DescribeStateMachineForExecution: "executionArn!:text includedData:text",
    ListStateMachines: "maxResults:number nextToken:text",
    DeleteStateMachine: "stateMachineArn!:text",
    TagResource: "resourceArn!:text tags!:list",
    UntagResource: "resourceArn!:text tagKeys!:list",
    ListTagsForResource: "resourceArn!:text",
    StartExecution: "stateMachineArn!:text name:text input:text traceHeader:text",
    DescribeExecution: "executionArn!:text includedData:text",
    ListExecutions:
      "stateMachineArn:text statusFilter:text maxResults:number nextToken:text mapRunArn:text redriveFilter:text",
    GetExecutionHistory:
      "executionArn!:text maxResults:number reverseOrder:flag nextToken:text includeExecutionData:flag",
    StopExecution: "executionArn!:text error:text cause:text",
    RedriveExecution: "executionArn!:text clientToken:text",
  },
  sts: {
    GetCallerIdentity: "",
    AssumeRole:
      "RoleArn!:text RoleSessionName!:text PolicyArns:list Policy:text DurationSeconds:number Tags:list TransitiveTagKeys:list ExternalId:text SerialNumber:text TokenCode:text SourceIdentity:text ProvidedContexts:list",
  },
  tag: {
    GetResources:
      "PaginationToken:text TagFilters:list ResourcesPerPage:number TagsPerPage:number ResourceTypeFilters:list IncludeComplianceDetails:flag ExcludeCompliantResources:flag ResourceARNList:list",
    GetTagKeys: "PaginationToken:text",
    GetTagValues: "PaginationToken:text Key!:text",
    TagResources: "ResourceARNList!:list Tags!:map",
    UntagResources: "ResourceARNList!:list TagKeys!:list",
  },
};
