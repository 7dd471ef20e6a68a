$version: "2.0"

// The part of AWS CloudTrail's API that shows recent calls. Written from the public API reference, "AWS CloudTrail",
// version 2013-11-01.
namespace com.amazonaws.cloudtrail

use aws.auth#sigv4

@sigv4(name: "cloudtrail")
service CloudTrail_20131101 {
    version: "2013-11-01"
    operations: [
        LookupEvents
    ]
}

operation LookupEvents {
    input: LookupEventsRequest
    output: LookupEventsResponse
    errors: [
        InvalidEventCategoryException
        InvalidLookupAttributesException
        InvalidMaxResultsException
        InvalidNextTokenException
        InvalidTimeRangeException
    ]
}

structure LookupEventsRequest {
    LookupAttributes: LookupAttributesList
    StartTime: Date
    EndTime: Date
    EventCategory: String
    MaxResults: Integer
    NextToken: String
}

structure LookupEventsResponse {
    Events: EventsList
    NextToken: String
}

list LookupAttributesList {
    member: LookupAttribute
}

structure LookupAttribute {
    @required
    AttributeKey: String

    @required
    AttributeValue: String
}

list EventsList {
    member: Event
}

structure Event {
    EventId: String
    EventName: String
    ReadOnly: String
    AccessKeyId: String
    EventTime: Date
    EventSource: String
    Username: String
    Resources: ResourceList
    CloudTrailEvent: String
}

list ResourceList {
    member: Resource
}

structure Resource {
    ResourceType: String
    ResourceName: String
}

timestamp Date

@error("client")
structure InvalidEventCategoryException {
    Message: String
}

@error("client")
structure InvalidLookupAttributesException {
    Message: String
}

@error("client")
structure InvalidMaxResultsException {
    Message: String
}

@error("client")
structure InvalidNextTokenException {
    Message: String
}

@error("client")
structure InvalidTimeRangeException {
    Message: String
}
