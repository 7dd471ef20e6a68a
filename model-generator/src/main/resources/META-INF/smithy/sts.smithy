$version: "2.0"

// The part of AWS Security Token Service's API that is built. Written from the public API reference, version
// 2011-06-15.
namespace com.amazonaws.sts

use aws.auth#sigv4
use aws.protocols#awsQuery

@awsQuery
@xmlNamespace(uri: "https://sts.amazonaws.com/doc/2011-06-15/")
@sigv4(name: "sts")
service AWSSecurityTokenServiceV20110615 {
    version: "2011-06-15"
    operations: [
        AssumeRole
        AssumeRoleWithWebIdentity
        GetAccessKeyInfo
        GetCallerIdentity
        GetFederationToken
        GetSessionToken
    ]
}

operation AssumeRole {
    input: AssumeRoleRequest
    output: AssumeRoleResponse
    errors: [
        MalformedPolicyDocumentException
        PackedPolicyTooLargeException
        RegionDisabledException
        ExpiredTokenException
    ]
}

operation AssumeRoleWithWebIdentity {
    input: AssumeRoleWithWebIdentityRequest
    output: AssumeRoleWithWebIdentityResponse
    errors: [
        MalformedPolicyDocumentException
        PackedPolicyTooLargeException
        IDPRejectedClaimException
        IDPCommunicationErrorException
        InvalidIdentityTokenException
        ExpiredTokenException
        RegionDisabledException
    ]
}

operation GetAccessKeyInfo {
    input: GetAccessKeyInfoRequest
    output: GetAccessKeyInfoResponse
}

operation GetCallerIdentity {
    input: GetCallerIdentityRequest
    output: GetCallerIdentityResponse
}

operation GetFederationToken {
    input: GetFederationTokenRequest
    output: GetFederationTokenResponse
    errors: [MalformedPolicyDocumentException, PackedPolicyTooLargeException, RegionDisabledException]
}

operation GetSessionToken {
    input: GetSessionTokenRequest
    output: GetSessionTokenResponse
    errors: [RegionDisabledException]
}

structure AssumeRoleRequest {
    @required
    RoleArn: ArnType
    @required
    RoleSessionName: RoleSessionNameType
    PolicyArns: PolicyDescriptorListType
    Policy: UnrestrictedSessionPolicyDocumentType
    DurationSeconds: RoleDurationSecondsType
    Tags: TagListType
    TransitiveTagKeys: TagKeyListType
    ExternalId: ExternalIdType
    SerialNumber: SerialNumberType
    TokenCode: TokenCodeType
    SourceIdentity: SourceIdentityType
    ProvidedContexts: ProvidedContextsListType
}

@pattern("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+")
@length(min: 20, max: 2048)
string ArnType

@pattern("[\\w+=,.@-]*")
@length(min: 2, max: 64)
string RoleSessionNameType

list PolicyDescriptorListType {
    member: PolicyDescriptorType
}

structure PolicyDescriptorType {
    arn: ArnType
}

@pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+")
@length(min: 1)
string UnrestrictedSessionPolicyDocumentType

@range(min: 900, max: 43200)
integer RoleDurationSecondsType

@length(max: 50)
list TagListType {
    member: Tag
}

structure Tag {
    @required
    Key: TagKeyType
    @required
    Value: TagValueType
}

@pattern("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+")
@length(min: 1, max: 128)
string TagKeyType

@pattern("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*")
@length(min: 0, max: 256)
string TagValueType

@length(max: 50)
list TagKeyListType {
    member: TagKeyType
}

@pattern("[\\w+=,.@:\\/-]*")
@length(min: 2, max: 1224)
string ExternalIdType

@pattern("[\\w+=/:,.@-]*")
@length(min: 9, max: 256)
string SerialNumberType

@pattern("[\\d]*")
@length(min: 6, max: 6)
string TokenCodeType

@pattern("[\\w+=,.@-]*")
@length(min: 2, max: 64)
string SourceIdentityType

@length(min: 1, max: 5)
list ProvidedContextsListType {
    member: ProvidedContext
}

structure ProvidedContext {
    ProviderArn: ArnType
    ContextAssertion: ContextAssertionType
}

@length(min: 4, max: 2048)
string ContextAssertionType

structure AssumeRoleResponse {
    Credentials: Credentials
    AssumedRoleUser: AssumedRoleUser
    PackedPolicySize: NonNegativeIntegerType
    SourceIdentity: SourceIdentityType
}

structure Credentials {
    @required
    AccessKeyId: AccessKeyIdType
    @required
    SecretAccessKey: String
    @required
    SessionToken: String
    @required
    Expiration: Timestamp
}

@pattern("[\\w]*")
@length(min: 16, max: 128)
string AccessKeyIdType

structure AssumedRoleUser {
    @required
    AssumedRoleId: AssumedRoleIdType
    @required
    Arn: ArnType
}

@pattern("[\\w+=,.@:-]*")
@length(min: 2, max: 193)
string AssumedRoleIdType

@range(min: 0)
integer NonNegativeIntegerType

@error("client")
@httpError(400)
structure MalformedPolicyDocumentException {
    message: String
}

@error("client")
@httpError(400)
structure PackedPolicyTooLargeException {
    message: String
}

@error("client")
@httpError(403)
structure RegionDisabledException {
    message: String
}

@error("client")
@httpError(400)
structure ExpiredTokenException {
    message: String
}

structure AssumeRoleWithWebIdentityRequest {
    @required
    RoleArn: ArnType
    @required
    RoleSessionName: RoleSessionNameType
    @required
    WebIdentityToken: ClientTokenType
    ProviderId: UrlType
    PolicyArns: PolicyDescriptorListType
    Policy: SessionPolicyDocumentType
    DurationSeconds: RoleDurationSecondsType
}

@length(min: 4, max: 20000)
string ClientTokenType

@length(min: 4, max: 2048)
string UrlType

@pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+")
@length(min: 1, max: 2048)
string SessionPolicyDocumentType

structure AssumeRoleWithWebIdentityResponse {
    Credentials: Credentials
    SubjectFromWebIdentityToken: WebIdentitySubjectType
    AssumedRoleUser: AssumedRoleUser
    PackedPolicySize: NonNegativeIntegerType
    Provider: String
    Audience: String
    SourceIdentity: SourceIdentityType
}

@length(min: 6, max: 255)
string WebIdentitySubjectType

@error("client")
@httpError(403)
structure IDPRejectedClaimException {
    message: String
}

@error("client")
@httpError(400)
structure IDPCommunicationErrorException {
    message: String
}

@error("client")
@httpError(400)
structure InvalidIdentityTokenException {
    message: String
}

structure GetAccessKeyInfoRequest {
    @required
    AccessKeyId: AccessKeyIdType
}

structure GetAccessKeyInfoResponse {
    Account: String
}

structure GetCallerIdentityRequest {}

structure GetCallerIdentityResponse {
    UserId: String
    Account: String
    Arn: ArnType
}

structure GetFederationTokenRequest {
    @required
    Name: UserNameType
    Policy: SessionPolicyDocumentType
    PolicyArns: PolicyDescriptorListType
    DurationSeconds: DurationSecondsType
    Tags: TagListType
}

@length(min: 2, max: 32)
string UserNameType

@range(min: 900, max: 129600)
integer DurationSecondsType

structure GetFederationTokenResponse {
    Credentials: Credentials
    FederatedUser: FederatedUser
    PackedPolicySize: NonNegativeIntegerType
}

structure FederatedUser {
    @required
    FederatedUserId: FederatedIdType
    @required
    Arn: ArnType
}

@pattern("[\\w+=,.@\\:-]*")
@length(min: 2, max: 193)
string FederatedIdType

structure GetSessionTokenRequest {
    DurationSeconds: DurationSecondsType
    SerialNumber: SerialNumberType
    TokenCode: TokenCodeType
}

structure GetSessionTokenResponse {
    Credentials: Credentials
}
