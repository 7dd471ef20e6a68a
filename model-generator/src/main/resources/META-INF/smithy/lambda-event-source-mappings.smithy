$version: "2.0"

// The part of AWS Lambda's API that maps streams to functions. Written from the public API reference, "AWS Lambda",
// version 2015-03-31. What is only there for other sources than DynamoDB streams has no members here: it is refused.
namespace com.amazonaws.lambda.mappings

use aws.auth#sigv4

@sigv4(name: "lambda")
service AWSGirApiService {
    version: "2015-03-31"
    operations: [
        CreateEventSourceMapping
        DeleteEventSourceMapping
        GetEventSourceMapping
        ListEventSourceMappings
        UpdateEventSourceMapping
    ]
}

operation CreateEventSourceMapping {
    input: CreateEventSourceMappingRequest
    output: EventSourceMappingConfiguration
    errors: [InvalidParameterValueException, ResourceConflictException, ResourceNotFoundException, ServiceException]
}

operation GetEventSourceMapping {
    input: GetEventSourceMappingRequest
    output: EventSourceMappingConfiguration
    errors: [InvalidParameterValueException, ResourceNotFoundException, ServiceException]
}

operation ListEventSourceMappings {
    input: ListEventSourceMappingsRequest
    output: ListEventSourceMappingsResponse
    errors: [InvalidParameterValueException, ResourceNotFoundException, ServiceException]
}

operation UpdateEventSourceMapping {
    input: UpdateEventSourceMappingRequest
    output: EventSourceMappingConfiguration
    errors: [
        InvalidParameterValueException
        ResourceConflictException
        ResourceInUseException
        ResourceNotFoundException
        ServiceException
    ]
}

operation DeleteEventSourceMapping {
    input: DeleteEventSourceMappingRequest
    output: EventSourceMappingConfiguration
    errors: [
        InvalidParameterValueException
        ResourceConflictException
        ResourceInUseException
        ResourceNotFoundException
        ServiceException
    ]
}

structure CreateEventSourceMappingRequest {
    EventSourceArn: Arn
    @required
    FunctionName: NamespacedFunctionName
    Enabled: Boolean
    BatchSize: BatchSize
    FilterCriteria: FilterCriteria
    MaximumBatchingWindowInSeconds: MaximumBatchingWindowInSeconds
    ParallelizationFactor: ParallelizationFactor
    StartingPosition: EventSourcePosition
    StartingPositionTimestamp: Timestamp
    DestinationConfig: DestinationConfig
    MaximumRecordAgeInSeconds: MaximumRecordAgeInSeconds
    BisectBatchOnFunctionError: Boolean
    MaximumRetryAttempts: MaximumRetryAttempts
    Tags: Tags
    TumblingWindowInSeconds: TumblingWindowInSeconds
    Topics: Names
    Queues: Names
    SourceAccessConfigurations: Unreadable
    SelfManagedEventSource: NotForStreams
    FunctionResponseTypes: FunctionResponseTypeList
    AmazonManagedKafkaEventSourceConfig: NotForStreams
    SelfManagedKafkaEventSourceConfig: NotForStreams
    ScalingConfig: NotForStreams
    DocumentDBEventSourceConfig: NotForStreams
    KMSKeyArn: String
    MetricsConfig: NotForStreams
    LoggingConfig: NotForStreams
    ProvisionedPollerConfig: NotForStreams
}

structure UpdateEventSourceMappingRequest {
    @required
    UUID: String
    FunctionName: NamespacedFunctionName
    Enabled: Boolean
    BatchSize: BatchSize
    FilterCriteria: FilterCriteria
    MaximumBatchingWindowInSeconds: MaximumBatchingWindowInSeconds
    DestinationConfig: DestinationConfig
    MaximumRecordAgeInSeconds: MaximumRecordAgeInSeconds
    BisectBatchOnFunctionError: Boolean
    MaximumRetryAttempts: MaximumRetryAttempts
    ParallelizationFactor: ParallelizationFactor
    SourceAccessConfigurations: Unreadable
    TumblingWindowInSeconds: TumblingWindowInSeconds
    FunctionResponseTypes: FunctionResponseTypeList
    AmazonManagedKafkaEventSourceConfig: NotForStreams
    SelfManagedKafkaEventSourceConfig: NotForStreams
    ScalingConfig: NotForStreams
    DocumentDBEventSourceConfig: NotForStreams
    KMSKeyArn: String
    MetricsConfig: NotForStreams
    LoggingConfig: NotForStreams
    ProvisionedPollerConfig: NotForStreams
}

structure GetEventSourceMappingRequest {
    @required
    UUID: String
}

structure DeleteEventSourceMappingRequest {
    @required
    UUID: String
}

structure ListEventSourceMappingsRequest {
    EventSourceArn: Arn
    FunctionName: NamespacedFunctionName
    Marker: String
    MaxItems: MaxListItems
}

structure ListEventSourceMappingsResponse {
    NextMarker: String
    EventSourceMappings: EventSourceMappingsList
}

list EventSourceMappingsList {
    member: EventSourceMappingConfiguration
}

structure EventSourceMappingConfiguration {
    UUID: String
    StartingPosition: EventSourcePosition
    BatchSize: BatchSize
    MaximumBatchingWindowInSeconds: MaximumBatchingWindowInSeconds
    ParallelizationFactor: ParallelizationFactor
    EventSourceArn: Arn
    FilterCriteria: FilterCriteria
    FunctionArn: String
    LastModified: Timestamp
    LastProcessingResult: String
    State: String
    StateTransitionReason: String
    DestinationConfig: DestinationConfig
    MaximumRecordAgeInSeconds: MaximumRecordAgeInSeconds
    BisectBatchOnFunctionError: Boolean
    MaximumRetryAttempts: MaximumRetryAttempts
    TumblingWindowInSeconds: TumblingWindowInSeconds
    FunctionResponseTypes: FunctionResponseTypeList
    EventSourceMappingArn: String
}

structure FilterCriteria {
    Filters: FilterList
}

list FilterList {
    member: Filter
}

structure Filter {
    Pattern: Pattern
}

structure DestinationConfig {
    OnSuccess: OnSuccess
    OnFailure: OnFailure
}

structure OnSuccess {
    Destination: DestinationArn
}

structure OnFailure {
    Destination: DestinationArn
}

structure NotForStreams {}

list Unreadable {
    member: NotForStreams
}

list Names {
    member: String
}

map Tags {
    key: String
    value: String
}

@length(min: 0, max: 1)
list FunctionResponseTypeList {
    member: FunctionResponseType
}

enum FunctionResponseType {
    ReportBatchItemFailures
}

enum EventSourcePosition {
    TRIM_HORIZON
    LATEST
    AT_TIMESTAMP
}

@pattern("^arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)$")
string Arn

@length(min: 1, max: 256)
@pattern("^(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$")
string NamespacedFunctionName

@length(min: 0, max: 350)
@pattern("^$|^arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)$")
string DestinationArn

@length(min: 0, max: 4096)
string Pattern

@range(min: 1, max: 10000)
integer BatchSize

@range(min: 0, max: 300)
integer MaximumBatchingWindowInSeconds

@range(min: 1, max: 10)
integer ParallelizationFactor

@range(min: -1, max: 604800)
integer MaximumRecordAgeInSeconds

@range(min: -1, max: 10000)
integer MaximumRetryAttempts

@range(min: 0, max: 900)
integer TumblingWindowInSeconds

@range(min: 1, max: 10000)
integer MaxListItems

@error("client")
@httpError(400)
structure InvalidParameterValueException {
    Type: String
    message: String
}

@error("client")
@httpError(409)
structure ResourceConflictException {
    Type: String
    message: String
}

@error("client")
@httpError(400)
structure ResourceInUseException {
    Type: String
    Message: String
}

@error("client")
@httpError(404)
structure ResourceNotFoundException {
    Type: String
    Message: String
}

@error("server")
@httpError(500)
structure ServiceException {
    Type: String
    Message: String
}
