$version: "2.0"

// DynamoDB Streams has no model on Maven Central. Written from the public API reference, "Amazon DynamoDB Streams",
// version 2012-08-10. Shapes whose names would clash in Java have names of their own; on the wire they have none.
namespace com.amazonaws.dynamodb.streams

use aws.auth#sigv4
use com.amazonaws.dynamodb#AttributeMap
use com.amazonaws.dynamodb#KeySchema
use com.amazonaws.dynamodb#StreamViewType

@sigv4(name: "dynamodb")
service DynamoDBStreams_20120810 {
    version: "2012-08-10"
    operations: [
        DescribeStream
        GetRecords
        GetShardIterator
        ListStreams
    ]
}

operation ListStreams {
    input: ListStreamsInput
    output: ListStreamsOutput
    errors: [ResourceNotFoundException, InternalServerError]
}

operation DescribeStream {
    input: DescribeStreamInput
    output: DescribeStreamOutput
    errors: [ResourceNotFoundException, InternalServerError]
}

operation GetShardIterator {
    input: GetShardIteratorInput
    output: GetShardIteratorOutput
    errors: [ResourceNotFoundException, InternalServerError, TrimmedDataAccessException]
}

operation GetRecords {
    input: GetRecordsInput
    output: GetRecordsOutput
    errors: [
        ResourceNotFoundException
        LimitExceededException
        InternalServerError
        ExpiredIteratorException
        TrimmedDataAccessException
    ]
}

structure ListStreamsInput {
    TableName: TableName
    Limit: PositiveInteger
    ExclusiveStartStreamArn: StreamArn
}

structure ListStreamsOutput {
    Streams: StreamSummaries
    LastEvaluatedStreamArn: StreamArn
}

list StreamSummaries {
    member: StreamSummary
}

structure StreamSummary {
    StreamArn: StreamArn
    TableName: TableName
    StreamLabel: String
}

structure DescribeStreamInput {
    @required
    StreamArn: StreamArn
    Limit: PositiveInteger
    ExclusiveStartShardId: ShardId
    ShardFilter: ShardFilter
}

structure ShardFilter {
    Type: ShardFilterType
    ShardId: ShardId
}

enum ShardFilterType {
    CHILD_SHARDS
}

structure DescribeStreamOutput {
    StreamDescription: StreamDescription
}

structure StreamDescription {
    StreamArn: StreamArn
    StreamLabel: String
    StreamStatus: StreamStatus
    StreamViewType: StreamViewType
    CreationRequestDateTime: Timestamp
    TableName: TableName
    KeySchema: KeySchema
    Shards: ShardDescriptions
    LastEvaluatedShardId: ShardId
}

enum StreamStatus {
    ENABLING
    ENABLED
    DISABLING
    DISABLED
}

list ShardDescriptions {
    member: ShardDescription
}

structure ShardDescription {
    ShardId: ShardId
    SequenceNumberRange: SequenceNumberRange
    ParentShardId: ShardId
}

structure SequenceNumberRange {
    StartingSequenceNumber: SequenceNumber
    EndingSequenceNumber: SequenceNumber
}

structure GetShardIteratorInput {
    @required
    StreamArn: StreamArn
    @required
    ShardId: ShardId
    @required
    ShardIteratorType: ShardIteratorType
    SequenceNumber: SequenceNumber
}

enum ShardIteratorType {
    TRIM_HORIZON
    LATEST
    AT_SEQUENCE_NUMBER
    AFTER_SEQUENCE_NUMBER
}

structure GetShardIteratorOutput {
    ShardIterator: ShardIterator
}

structure GetRecordsInput {
    @required
    ShardIterator: ShardIterator
    Limit: PositiveInteger
}

structure GetRecordsOutput {
    Records: ChangeRecords
    NextShardIterator: ShardIterator
}

list ChangeRecords {
    member: ChangeRecord
}

structure ChangeRecord {
    eventID: String
    eventName: OperationType
    eventVersion: String
    eventSource: String
    awsRegion: String
    dynamodb: ChangedItem
    userIdentity: Identity
}

enum OperationType {
    INSERT
    MODIFY
    REMOVE
}

structure ChangedItem {
    ApproximateCreationDateTime: Timestamp
    Keys: AttributeMap
    NewImage: AttributeMap
    OldImage: AttributeMap
    SequenceNumber: SequenceNumber
    SizeBytes: Long
    StreamViewType: StreamViewType
}

structure Identity {
    PrincipalId: String
    Type: String
}

@error("client")
structure ResourceNotFoundException {
    message: String
}

@error("client")
structure LimitExceededException {
    message: String
}

@error("client")
structure ExpiredIteratorException {
    message: String
}

@error("client")
structure TrimmedDataAccessException {
    message: String
}

@error("server")
structure InternalServerError {
    message: String
}

@range(min: 1)
integer PositiveInteger

@length(min: 3, max: 255)
@pattern("^[a-zA-Z0-9_.-]+$")
string TableName

@length(min: 37, max: 1024)
string StreamArn

@length(min: 28, max: 65)
string ShardId

@length(min: 21, max: 40)
string SequenceNumber

@length(min: 1, max: 2048)
string ShardIterator
