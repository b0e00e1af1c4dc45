"""Drives an AWS-like endpoint with boto3, a few calls of each service, and prints what it saw as JSON.

usage: clients-of-others.py ENDPOINT ACCOUNT
"""

import datetime
import io
import json
import sys
import zipfile

import boto3
from botocore.config import Config

ENDPOINT, ACCOUNT = sys.argv[1:3]
REGION = "us-east-1"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/anything"


def client(service):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name=REGION,
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="rehearsal",
        config=Config(retries={"total_max_attempts": 1}),
    )


def sqs():
    sqs = client("sqs")
    url = sqs.create_queue(QueueName="boto", tags={"team": "orders"})["QueueUrl"]
    attributes = {"n": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}}
    sqs.send_message(QueueUrl=url, MessageBody="grüße", MessageAttributes=attributes)
    [message] = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    try:
        sqs.get_queue_url(QueueName="absent")
    except sqs.exceptions.QueueDoesNotExist as error:
        code = error.response["Error"]["Code"]
    return [message["Body"], list(message["MessageAttributes"]["n"]["BinaryValue"]), code]


def sns():
    sns, queues = client("sns"), client("sqs")
    topic = sns.create_topic(Name="boto")["TopicArn"]
    url = queues.create_queue(QueueName="boto-hearer")["QueueUrl"]
    arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:boto-hearer"
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    queues.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
    sns.publish(TopicArn=topic, Message="hello")
    [message] = queues.receive_message(QueueUrl=url, WaitTimeSeconds=5)["Messages"]
    return [len(sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]), message["Body"]]


def sts():
    return [client("sts").get_caller_identity()["Account"]]


def events():
    events = client("events")
    events.create_event_bus(Name="boto")
    events.put_rule(Name="all", EventBusName="boto", EventPattern='{"source":[{"prefix":""}]}')
    entry = {"EventBusName": "boto", "Source": "a", "DetailType": "b", "Detail": "{}"}
    answer = events.put_events(Entries=[entry, {**entry, "Detail": "{"}])
    return [answer["FailedEntryCount"], answer["Entries"][1]["ErrorCode"], len(events.list_rules(EventBusName="boto")["Rules"])]


def functions():
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("index.js", "exports.handler = async () => ({});")
    functions = client("lambda")
    functions.create_function(
        FunctionName="boto", Role=ROLE, Runtime="nodejs22.x", Handler="index.handler", Code={"ZipFile": code.getvalue()}
    )
    [function] = [one for one in functions.list_functions()["Functions"] if one["FunctionName"] == "boto"]
    answer = functions.invoke(FunctionName="boto", Payload=b"{}")
    return [function["FunctionArn"], answer["StatusCode"]]


def logs():
    logs = client("logs")
    logs.create_log_group(logGroupName="/boto")
    logs.create_log_stream(logGroupName="/boto", logStreamName="s")
    now = int(datetime.datetime.now().timestamp() * 1000)
    logs.put_log_events(logGroupName="/boto", logStreamName="s", logEvents=[{"timestamp": now, "message": "ERROR x"}])
    return [event["message"] for event in logs.filter_log_events(logGroupName="/boto", filterPattern="ERROR")["events"]]


def cloudwatch():
    cloudwatch = client("cloudwatch")
    now = datetime.datetime.now(datetime.timezone.utc)
    at = now.replace(second=0, microsecond=0) - datetime.timedelta(minutes=10)
    cloudwatch.put_metric_data(Namespace="Boto", MetricData=[{"MetricName": "depth", "Value": 7, "Timestamp": at}])
    metric = {"Metric": {"Namespace": "Boto", "MetricName": "depth"}, "Period": 60, "Stat": "Maximum"}
    window = {"StartTime": at - datetime.timedelta(minutes=5), "EndTime": now}
    answer = cloudwatch.get_metric_data(MetricDataQueries=[{"Id": "m", "MetricStat": metric}], **window)
    [result] = answer["MetricDataResults"]
    return [result["Values"], result["Timestamps"] == [at]]


def stepfunctions():
    states = client("stepfunctions")
    definition = json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}})
    machine = states.create_state_machine(name="boto", definition=definition, roleArn=ROLE)["stateMachineArn"]
    execution = states.start_execution(stateMachineArn=machine, name="one", input='{"n":1}')["executionArn"]
    return [states.describe_execution(executionArn=execution)["input"], len(states.list_state_machines()["stateMachines"])]


def cloudtrail():
    name = {"AttributeKey": "EventName", "AttributeValue": "CreateQueue"}
    seen = client("cloudtrail").lookup_events(LookupAttributes=[name])["Events"]
    return [seen[0]["EventName"], "CloudTrailEvent" in seen[0]]


def resourcegroupstaggingapi():
    tagging = client("resourcegroupstaggingapi")
    filters = {"TagFilters": [{"Key": "team", "Values": ["orders"]}], "ResourceTypeFilters": ["sqs"]}
    return [one["ResourceARN"] for one in tagging.get_resources(**filters)["ResourceTagMappingList"]]


def organizations():
    accounts = client("organizations").list_accounts()["Accounts"]
    return [account["Id"] for account in accounts if account["Id"] == ACCOUNT]


def kinesis():
    kinesis = client("kinesis")
    kinesis.create_stream(StreamName="boto", ShardCount=1)
    put = kinesis.put_record(StreamName="boto", PartitionKey="p", Data=b"\x00record")
    asked = {"ShardIteratorType": "AT_SEQUENCE_NUMBER", "StartingSequenceNumber": put["SequenceNumber"]}
    shard = kinesis.get_shard_iterator(StreamName="boto", ShardId=put["ShardId"], **asked)["ShardIterator"]
    return [list(record["Data"]) for record in kinesis.get_records(ShardIterator=shard)["Records"]]


def dynamodbstreams():
    return [client("dynamodbstreams").list_streams()["Streams"]]


def scheduler():
    scheduler = client("scheduler")
    target = {"Arn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:boto", "RoleArn": ROLE}
    scheduler.create_schedule(
        Name="boto", ScheduleExpression="rate(1 hour)", FlexibleTimeWindow={"Mode": "OFF"}, Target=target
    )
    kept = scheduler.get_schedule(Name="boto")
    return [kept["State"], len(scheduler.list_schedules()["Schedules"])]


def pipes():
    pipes = client("pipes")
    ends = {"Source": f"arn:aws:sqs:{REGION}:{ACCOUNT}:boto", "Target": f"arn:aws:sqs:{REGION}:{ACCOUNT}:boto-hearer"}
    pipes.create_pipe(Name="boto", RoleArn=ROLE, DesiredState="STOPPED", **ends)
    return [pipes.describe_pipe(Name="boto")["DesiredState"], len(pipes.list_pipes()["Pipes"])]


def kms():
    kms = client("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    made = kms.generate_data_key(KeyId=key, KeySpec="AES_256", EncryptionContext={"a": "b"})
    opened = kms.decrypt(CiphertextBlob=made["CiphertextBlob"], EncryptionContext={"a": "b"})
    return [len(made["Plaintext"]), opened["Plaintext"] == made["Plaintext"]]


def pricing():
    location = {"Type": "TERM_MATCH", "Field": "regionCode", "Value": REGION}
    answer = client("pricing").get_products(ServiceCode="AWSQueueService", Filters=[location], MaxResults=1)
    return [len(answer["PriceList"]), "product" in json.loads(answer["PriceList"][0])]


SERVICES = [
    sqs,
    sns,
    sts,
    events,
    functions,
    logs,
    cloudwatch,
    stepfunctions,
    cloudtrail,
    resourcegroupstaggingapi,
    organizations,
    kinesis,
    dynamodbstreams,
    scheduler,
    pipes,
    kms,
    pricing,
]

for service in SERVICES:
    try:
        print(json.dumps([service.__name__, service()]))
    except Exception as error:
        print(json.dumps([service.__name__, f"{type(error).__name__}: {error}"]))
