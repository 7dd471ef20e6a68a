$version: "2.0"

// The part of AWS Identity and Access Management's API that is about users, groups, roles, policies, access keys and
// OpenID Connect providers. Written from the public API reference, version 2010-05-08. The patterns of names and paths
// have no place here: the service words them in its own way.
namespace com.amazonaws.iam

use aws.auth#sigv4
use aws.protocols#awsQuery

@awsQuery
@xmlNamespace(uri: "https://iam.amazonaws.com/doc/2010-05-08/")
@sigv4(name: "iam")
service AWSIdentityManagementV20100508 {
    version: "2010-05-08"
    operations: [
        AddClientIDToOpenIDConnectProvider
        AddUserToGroup
        AttachGroupPolicy
        AttachRolePolicy
        AttachUserPolicy
        CreateAccessKey
        CreateAccountAlias
        CreateGroup
        CreateOpenIDConnectProvider
        CreatePolicy
        CreatePolicyVersion
        CreateRole
        CreateUser
        DeleteAccessKey
        DeleteAccountAlias
        DeleteGroup
        DeleteGroupPolicy
        DeleteOpenIDConnectProvider
        DeletePolicy
        DeletePolicyVersion
        DeleteRole
        DeleteRolePermissionsBoundary
        DeleteRolePolicy
        DeleteUser
        DeleteUserPermissionsBoundary
        DeleteUserPolicy
        DetachGroupPolicy
        DetachRolePolicy
        DetachUserPolicy
        GetAccessKeyLastUsed
        GetAccountSummary
        GetGroup
        GetGroupPolicy
        GetOpenIDConnectProvider
        GetPolicy
        GetPolicyVersion
        GetRole
        GetRolePolicy
        GetUser
        GetUserPolicy
        ListAccessKeys
        ListAccountAliases
        ListAttachedGroupPolicies
        ListAttachedRolePolicies
        ListAttachedUserPolicies
        ListEntitiesForPolicy
        ListGroupPolicies
        ListGroups
        ListGroupsForUser
        ListOpenIDConnectProviderTags
        ListOpenIDConnectProviders
        ListPolicies
        ListPolicyTags
        ListPolicyVersions
        ListRolePolicies
        ListRoleTags
        ListRoles
        ListUserPolicies
        ListUserTags
        ListUsers
        PutGroupPolicy
        PutRolePermissionsBoundary
        PutRolePolicy
        PutUserPermissionsBoundary
        PutUserPolicy
        RemoveClientIDFromOpenIDConnectProvider
        RemoveUserFromGroup
        SetDefaultPolicyVersion
        SimulateCustomPolicy
        SimulatePrincipalPolicy
        TagOpenIDConnectProvider
        TagPolicy
        TagRole
        TagUser
        UntagOpenIDConnectProvider
        UntagPolicy
        UntagRole
        UntagUser
        UpdateAccessKey
        UpdateAssumeRolePolicy
        UpdateGroup
        UpdateOpenIDConnectProviderThumbprint
        UpdateRole
        UpdateRoleDescription
        UpdateUser
    ]
}

operation AddClientIDToOpenIDConnectProvider {
    input: AddClientIDToOpenIDConnectProviderRequest
    errors: [
        ConcurrentModificationException
        InvalidInputException
        NoSuchEntityException
        LimitExceededException
        ServiceFailureException
    ]
}

operation AddUserToGroup {
    input: AddUserToGroupRequest
    errors: [NoSuchEntityException, LimitExceededException, ServiceFailureException]
}

operation AttachGroupPolicy {
    input: AttachGroupPolicyRequest
    errors: [
        NoSuchEntityException
        LimitExceededException
        InvalidInputException
        PolicyNotAttachableException
        ServiceFailureException
    ]
}

operation AttachRolePolicy {
    input: AttachRolePolicyRequest
    errors: [
        NoSuchEntityException
        LimitExceededException
        InvalidInputException
        UnmodifiableEntityException
        PolicyNotAttachableException
        ServiceFailureException
    ]
}

operation AttachUserPolicy {
    input: AttachUserPolicyRequest
    errors: [
        NoSuchEntityException
        LimitExceededException
        InvalidInputException
        PolicyNotAttachableException
        ServiceFailureException
    ]
}

operation CreateAccessKey {
    input: CreateAccessKeyRequest
    output: CreateAccessKeyResponse
    errors: [NoSuchEntityException, LimitExceededException, ServiceFailureException]
}

operation CreateAccountAlias {
    input: CreateAccountAliasRequest
    errors: [
        ConcurrentModificationException
        EntityAlreadyExistsException
        LimitExceededException
        ServiceFailureException
    ]
}

operation CreateGroup {
    input: CreateGroupRequest
    output: CreateGroupResponse
    errors: [LimitExceededException, EntityAlreadyExistsException, NoSuchEntityException, ServiceFailureException]
}

operation CreateOpenIDConnectProvider {
    input: CreateOpenIDConnectProviderRequest
    output: CreateOpenIDConnectProviderResponse
    errors: [
        InvalidInputException
        EntityAlreadyExistsException
        LimitExceededException
        ConcurrentModificationException
        ServiceFailureException
        OpenIdIdpCommunicationErrorException
    ]
}

operation CreatePolicy {
    input: CreatePolicyRequest
    output: CreatePolicyResponse
    errors: [
        InvalidInputException
        LimitExceededException
        EntityAlreadyExistsException
        MalformedPolicyDocumentException
        ConcurrentModificationException
        ServiceFailureException
    ]
}

operation CreatePolicyVersion {
    input: CreatePolicyVersionRequest
    output: CreatePolicyVersionResponse
    errors: [
        NoSuchEntityException
        MalformedPolicyDocumentException
        InvalidInputException
        LimitExceededException
        ServiceFailureException
    ]
}

operation CreateRole {
    input: CreateRoleRequest
    output: CreateRoleResponse
    errors: [
        LimitExceededException
        InvalidInputException
        EntityAlreadyExistsException
        MalformedPolicyDocumentException
        ConcurrentModificationException
        ServiceFailureException
    ]
}

operation CreateUser {
    input: CreateUserRequest
    output: CreateUserResponse
    errors: [
        LimitExceededException
        EntityAlreadyExistsException
        NoSuchEntityException
        InvalidInputException
        ConcurrentModificationException
        ServiceFailureException
    ]
}

operation DeleteAccessKey {
    input: DeleteAccessKeyRequest
    errors: [NoSuchEntityException, LimitExceededException, ServiceFailureException]
}

operation DeleteAccountAlias {
    input: DeleteAccountAliasRequest
    errors: [ConcurrentModificationException, NoSuchEntityException, LimitExceededException, ServiceFailureException]
}

operation DeleteGroup {
    input: DeleteGroupRequest
    errors: [NoSuchEntityException, DeleteConflictException, LimitExceededException, ServiceFailureException]
}

operation DeleteGroupPolicy {
    input: DeleteGroupPolicyRequest
    errors: [NoSuchEntityException, LimitExceededException, ServiceFailureException]
}

operation DeleteOpenIDConnectProvider {
    input: DeleteOpenIDConnectProviderRequest
    errors: [InvalidInputException, NoSuchEntityException, ServiceFailureException]
}

operation DeletePolicy {
    input: DeletePolicyRequest
    errors: [
        NoSuchEntityException
        LimitExceededException
        InvalidInputException
        DeleteConflictException
        ServiceFailureException
    ]
}

operation DeletePolicyVersion {
    input: DeletePolicyVersionRequest
    errors: [
        NoSuchEntityException
        LimitExceededException
        InvalidInputException
        DeleteConflictException
        ServiceFailureException
    ]
}

operation DeleteRole {
    input: DeleteRoleRequest
    errors: [
        NoSuchEntityException
        DeleteConflictException
        LimitExceededException
        UnmodifiableEntityException
        ConcurrentModificationException
        ServiceFailureException
    ]
}

operation DeleteRolePermissionsBoundary {
    input: DeleteRolePermissionsBoundaryRequest
    errors: [NoSuchEntityException, UnmodifiableEntityException, ServiceFailureException]
}

operation DeleteRolePolicy {
    input: DeleteRolePolicyRequest
    errors: [NoSuchEntityException, LimitExceededException, UnmodifiableEntityException, ServiceFailureException]
}

operation DeleteUser {
    input: DeleteUserRequest
    errors: [
        LimitExceededException
        NoSuchEntityException
        DeleteConflictException
        ConcurrentModificationException
        ServiceFailureException
    ]
}

operation DeleteUserPermissionsBoundary {
    input: DeleteUserPermissionsBoundaryRequest
    errors: [NoSuchEntityException, ServiceFailureException]
}

operation DeleteUserPolicy {
    input: DeleteUserPolicyRequest
    errors: [NoSuchEntityException, LimitExceededException, ServiceFailureException]
}

operation DetachGroupPolicy {
    input: DetachGroupPolicyRequest
    errors: [NoSuchEntityException, LimitExceededException, InvalidInputException, ServiceFailureException]
}

operation DetachRolePolicy {
    input: DetachRolePolicyRequest
    errors: [
        NoSuchEntityException
        LimitExceededException
        InvalidInputException
        UnmodifiableEntityException
        ServiceFailureException
    ]
}

operation DetachUserPolicy {
    input: DetachUserPolicyRequest
    errors: [NoSuchEntityException, LimitExceededException, InvalidInputException, ServiceFailureException]
}

operation GetAccessKeyLastUsed {
    input: GetAccessKeyLastUsedRequest
    output: GetAccessKeyLastUsedResponse
}

operation GetAccountSummary {
    input: GetAccountSummaryRequest
    output: GetAccountSummaryResponse
    errors: [ServiceFailureException]
}

operation GetGroup {
    input: GetGroupRequest
    output: GetGroupResponse
    errors: [NoSuchEntityException, ServiceFailureException]
}

operation GetGroupPolicy {
    input: GetGroupPolicyRequest
    output: GetGroupPolicyResponse
    errors: [NoSuchEntityException, ServiceFailureException]
}

operation GetOpenIDConnectProvider {
    input: GetOpenIDConnectProviderRequest
    output: GetOpenIDConnectProviderResponse
    errors: [InvalidInputException, NoSuchEntityException, ServiceFailureException]
}

operation GetPolicy {
    input: GetPolicyRequest
    output: GetPolicyResponse
    errors: [NoSuchEntityException, InvalidInputException, ServiceFailureException]
}

operation GetPolicyVersion {
    input: GetPolicyVersionRequest
    output: GetPolicyVersionResponse
    errors: [NoSuchEntityException, InvalidInputException, ServiceFailureException]
}

operation GetRole {
    input: GetRoleRequest
    output: GetRoleResponse
    errors: [NoSuchEntityException, ServiceFailureException]
}

operation GetRolePolicy {
    input: GetRolePolicyRequest
    output: GetRolePolicyResponse
    errors: [NoSuchEntityException, ServiceFailureException]
}

operation GetUser {
    input: GetUserRequest
    output: GetUserResponse
    errors: [NoSuchEntityException, ServiceFailureException]
}

operation GetUserPolicy {
    input: GetUserPolicyRequest
    output: GetUserPolicyResponse
    errors: [NoSuchEntityException, ServiceFailureException]
}

operation ListAccessKeys {
    input: ListAccessKeysRequest
    output: ListAccessKeysResponse
    errors: [NoSuchEntityException, ServiceFailureException]
}

operation ListAccountAliases {
    input: ListAccountAliasesRequest
    output: ListAccountAliasesResponse
    errors: [ServiceFailureException]
}

operation ListAttachedGroupPolicies {
    input: ListAttachedGroupPoliciesRequest
    output: ListAttachedGroupPoliciesResponse
    errors: [NoSuchEntityException, InvalidInputException, ServiceFailureException]
}

operation ListAttachedRolePolicies {
    input: ListAttachedRolePoliciesRequest
    output: ListAttachedRolePoliciesResponse
    errors: [NoSuchEntityException, InvalidInputException, ServiceFailureException]
}

operation ListAttachedUserPolicies {
    input: ListAttachedUserPoliciesRequest
    output: ListAttachedUserPoliciesResponse
    errors: [NoSuchEntityException, InvalidInputException, ServiceFailureException]
}

operation ListEntitiesForPolicy {
    input: ListEntitiesForPolicyRequest
    output: ListEntitiesForPolicyResponse
    errors: [NoSuchEntityException, InvalidInputException, ServiceFailureException]
}

operation ListGroupPolicies {
    input: ListGroupPoliciesRequest
    output: ListGroupPoliciesResponse
    errors: [NoSuchEntityException, ServiceFailureException]
}

operation ListGroups {
    input: ListGroupsRequest
    output: ListGroupsResponse
    errors: [ServiceFailureException]
}

operation ListGroupsForUser {
    input: ListGroupsForUserRequest
    output: ListGroupsForUserResponse
    errors: [NoSuchEntityException, ServiceFailureException]
}

operation ListOpenIDConnectProviderTags {
    input: ListOpenIDConnectProviderTagsRequest
    output: ListOpenIDConnectProviderTagsResponse
    errors: [NoSuchEntityException, ServiceFailureException, InvalidInputException]
}

operation ListOpenIDConnectProviders {
    input: ListOpenIDConnectProvidersRequest
    output: ListOpenIDConnectProvidersResponse
    errors: [ServiceFailureException]
}

operation ListPolicies {
    input: ListPoliciesRequest
    output: ListPoliciesResponse
    errors: [ServiceFailureException]
}

operation ListPolicyTags {
    input: ListPolicyTagsRequest
    output: ListPolicyTagsResponse
    errors: [NoSuchEntityException, ServiceFailureException, InvalidInputException]
}

operation ListPolicyVersions {
    input: ListPolicyVersionsRequest
    output: ListPolicyVersionsResponse
    errors: [NoSuchEntityException, InvalidInputException, ServiceFailureException]
}

operation ListRolePolicies {
    input: ListRolePoliciesRequest
    output: ListRolePoliciesResponse
    errors: [NoSuchEntityException, ServiceFailureException]
}

operation ListRoleTags {
    input: ListRoleTagsRequest
    output: ListRoleTagsResponse
    errors: [NoSuchEntityException, ServiceFailureException]
}

operation ListRoles {
    input: ListRolesRequest
    output: ListRolesResponse
    errors: [ServiceFailureException]
}

operation ListUserPolicies {
    input: ListUserPoliciesRequest
    output: ListUserPoliciesResponse
    errors: [NoSuchEntityException, ServiceFailureException]
}

operation ListUserTags {
    input: ListUserTagsRequest
    output: ListUserTagsResponse
    errors: [NoSuchEntityException, ServiceFailureException]
}

operation ListUsers {
    input: ListUsersRequest
    output: ListUsersResponse
    errors: [ServiceFailureException]
}

operation PutGroupPolicy {
    input: PutGroupPolicyRequest
    errors: [LimitExceededException, MalformedPolicyDocumentException, NoSuchEntityException, ServiceFailureException]
}

operation PutRolePermissionsBoundary {
    input: PutRolePermissionsBoundaryRequest
    errors: [
        NoSuchEntityException
        InvalidInputException
        UnmodifiableEntityException
        PolicyNotAttachableException
        ServiceFailureException
    ]
}

operation PutRolePolicy {
    input: PutRolePolicyRequest
    errors: [
        LimitExceededException
        MalformedPolicyDocumentException
        NoSuchEntityException
        UnmodifiableEntityException
        ServiceFailureException
    ]
}

operation PutUserPermissionsBoundary {
    input: PutUserPermissionsBoundaryRequest
    errors: [NoSuchEntityException, InvalidInputException, PolicyNotAttachableException, ServiceFailureException]
}

operation PutUserPolicy {
    input: PutUserPolicyRequest
    errors: [LimitExceededException, MalformedPolicyDocumentException, NoSuchEntityException, ServiceFailureException]
}

operation RemoveClientIDFromOpenIDConnectProvider {
    input: RemoveClientIDFromOpenIDConnectProviderRequest
    errors: [ConcurrentModificationException, InvalidInputException, NoSuchEntityException, ServiceFailureException]
}

operation RemoveUserFromGroup {
    input: RemoveUserFromGroupRequest
    errors: [NoSuchEntityException, LimitExceededException, ServiceFailureException]
}

operation SetDefaultPolicyVersion {
    input: SetDefaultPolicyVersionRequest
    errors: [NoSuchEntityException, InvalidInputException, LimitExceededException, ServiceFailureException]
}

operation SimulateCustomPolicy {
    input: SimulateCustomPolicyRequest
    output: SimulatePolicyResponse
    errors: [InvalidInputException, PolicyEvaluationException]
}

operation SimulatePrincipalPolicy {
    input: SimulatePrincipalPolicyRequest
    output: SimulatePolicyResponse
    errors: [NoSuchEntityException, InvalidInputException, PolicyEvaluationException]
}

operation TagOpenIDConnectProvider {
    input: TagOpenIDConnectProviderRequest
    errors: [
        NoSuchEntityException
        LimitExceededException
        InvalidInputException
        ConcurrentModificationException
        ServiceFailureException
    ]
}

operation TagPolicy {
    input: TagPolicyRequest
    errors: [
        NoSuchEntityException
        LimitExceededException
        InvalidInputException
        ConcurrentModificationException
        ServiceFailureException
    ]
}

operation TagRole {
    input: TagRoleRequest
    errors: [
        NoSuchEntityException
        LimitExceededException
        InvalidInputException
        ConcurrentModificationException
        ServiceFailureException
    ]
}

operation TagUser {
    input: TagUserRequest
    errors: [
        NoSuchEntityException
        LimitExceededException
        InvalidInputException
        ConcurrentModificationException
        ServiceFailureException
    ]
}

operation UntagOpenIDConnectProvider {
    input: UntagOpenIDConnectProviderRequest
    errors: [NoSuchEntityException, InvalidInputException, ConcurrentModificationException, ServiceFailureException]
}

operation UntagPolicy {
    input: UntagPolicyRequest
    errors: [NoSuchEntityException, InvalidInputException, ConcurrentModificationException, ServiceFailureException]
}

operation UntagRole {
    input: UntagRoleRequest
    errors: [NoSuchEntityException, ConcurrentModificationException, ServiceFailureException]
}

operation UntagUser {
    input: UntagUserRequest
    errors: [NoSuchEntityException, ConcurrentModificationException, ServiceFailureException]
}

operation UpdateAccessKey {
    input: UpdateAccessKeyRequest
    errors: [NoSuchEntityException, LimitExceededException, ServiceFailureException, InvalidInputException]
}

operation UpdateAssumeRolePolicy {
    input: UpdateAssumeRolePolicyRequest
    errors: [
        NoSuchEntityException
        MalformedPolicyDocumentException
        LimitExceededException
        UnmodifiableEntityException
        ServiceFailureException
    ]
}

operation UpdateGroup {
    input: UpdateGroupRequest
    errors: [NoSuchEntityException, EntityAlreadyExistsException, LimitExceededException, ServiceFailureException]
}

operation UpdateOpenIDConnectProviderThumbprint {
    input: UpdateOpenIDConnectProviderThumbprintRequest
    errors: [ConcurrentModificationException, InvalidInputException, NoSuchEntityException, ServiceFailureException]
}

operation UpdateRole {
    input: UpdateRoleRequest
    output: UpdateRoleResponse
    errors: [UnmodifiableEntityException, NoSuchEntityException, ServiceFailureException]
}

operation UpdateRoleDescription {
    input: UpdateRoleDescriptionRequest
    output: UpdateRoleDescriptionResponse
    errors: [NoSuchEntityException, UnmodifiableEntityException, ServiceFailureException]
}

operation UpdateUser {
    input: UpdateUserRequest
    errors: [
        NoSuchEntityException
        LimitExceededException
        EntityAlreadyExistsException
        EntityTemporarilyUnmodifiableException
        ConcurrentModificationException
        ServiceFailureException
    ]
}

structure AddClientIDToOpenIDConnectProviderRequest {
    @required
    OpenIDConnectProviderArn: ArnType
    @required
    ClientID: ClientIDType
}

@length(min: 20, max: 2048)
string ArnType

@length(min: 1, max: 255)
string ClientIDType

@error("client")
@httpError(409)
structure ConcurrentModificationException {
    message: String
}

@error("client")
@httpError(400)
structure InvalidInputException {
    message: String
}

@error("client")
@httpError(404)
structure NoSuchEntityException {
    message: String
}

@error("client")
@httpError(409)
structure LimitExceededException {
    message: String
}

@error("server")
@httpError(500)
structure ServiceFailureException {
    message: String
}

structure AddUserToGroupRequest {
    @required
    GroupName: GroupNameType
    @required
    UserName: ExistingUserNameType
}

@length(min: 1, max: 128)
string GroupNameType

@length(min: 1, max: 128)
string ExistingUserNameType

structure AttachGroupPolicyRequest {
    @required
    GroupName: GroupNameType
    @required
    PolicyArn: ArnType
}

@error("client")
@httpError(400)
structure PolicyNotAttachableException {
    message: String
}

structure AttachRolePolicyRequest {
    @required
    RoleName: RoleNameType
    @required
    PolicyArn: ArnType
}

@length(min: 1, max: 64)
string RoleNameType

@error("client")
@httpError(400)
structure UnmodifiableEntityException {
    message: String
}

structure AttachUserPolicyRequest {
    @required
    UserName: UserNameType
    @required
    PolicyArn: ArnType
}

@length(min: 1, max: 64)
string UserNameType

structure CreateAccessKeyRequest {
    UserName: ExistingUserNameType
}

structure CreateAccessKeyResponse {
    @required
    AccessKey: AccessKey
}

structure AccessKey {
    @required
    UserName: UserNameType
    @required
    AccessKeyId: AccessKeyIdType
    @required
    Status: StatusType
    @required
    SecretAccessKey: String
    CreateDate: Timestamp
}

@pattern("[\\w]+")
@length(min: 16, max: 128)
string AccessKeyIdType

enum StatusType {
    Active
    Inactive
    Expired
}

structure CreateAccountAliasRequest {
    @required
    AccountAlias: AccountAliasType
}

@pattern("^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$")
@length(min: 3, max: 63)
string AccountAliasType

@error("client")
@httpError(409)
structure EntityAlreadyExistsException {
    message: String
}

structure CreateGroupRequest {
    Path: PathType
    @required
    GroupName: GroupNameType
}

@length(min: 1, max: 512)
string PathType

structure CreateGroupResponse {
    @required
    Group: Group
}

structure Group {
    @required
    Path: PathType
    @required
    GroupName: GroupNameType
    @required
    GroupId: IdType
    @required
    Arn: ArnType
    @required
    CreateDate: Timestamp
}

@pattern("[\\w]+")
@length(min: 16, max: 128)
string IdType

structure CreateOpenIDConnectProviderRequest {
    @required
    Url: OpenIDConnectProviderUrlType
    ClientIDList: ClientIDListType
    ThumbprintList: ThumbprintListType
    Tags: TagListType
}

@length(min: 1, max: 255)
string OpenIDConnectProviderUrlType

list ClientIDListType {
    member: ClientIDType
}

list ThumbprintListType {
    member: ThumbprintType
}

@length(min: 40, max: 40)
string ThumbprintType

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

structure CreateOpenIDConnectProviderResponse {
    OpenIDConnectProviderArn: ArnType
    Tags: TagListType
}

@error("client")
@httpError(400)
structure OpenIdIdpCommunicationErrorException {
    message: String
}

structure CreatePolicyRequest {
    @required
    PolicyName: PolicyNameType
    Path: PolicyPathType
    @required
    PolicyDocument: PolicyDocumentType
    Description: PolicyDescriptionType
    Tags: TagListType
}

@length(min: 1, max: 128)
string PolicyNameType

@length(min: 1, max: 512)
string PolicyPathType

@pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+")
@length(min: 1, max: 131072)
string PolicyDocumentType

@length(max: 1000)
string PolicyDescriptionType

structure CreatePolicyResponse {
    Policy: Policy
}

structure Policy {
    PolicyName: PolicyNameType
    PolicyId: IdType
    Arn: ArnType
    Path: PolicyPathType
    DefaultVersionId: PolicyVersionIdType
    AttachmentCount: Integer
    PermissionsBoundaryUsageCount: Integer
    IsAttachable: Boolean
    Description: PolicyDescriptionType
    CreateDate: Timestamp
    UpdateDate: Timestamp
    Tags: TagListType
}

@pattern("v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?")
string PolicyVersionIdType

@error("client")
@httpError(400)
structure MalformedPolicyDocumentException {
    message: String
}

structure CreatePolicyVersionRequest {
    @required
    PolicyArn: ArnType
    @required
    PolicyDocument: PolicyDocumentType
    SetAsDefault: Boolean
}

structure CreatePolicyVersionResponse {
    PolicyVersion: PolicyVersion
}

structure PolicyVersion {
    Document: PolicyDocumentType
    VersionId: PolicyVersionIdType
    IsDefaultVersion: Boolean
    CreateDate: Timestamp
}

structure CreateRoleRequest {
    Path: PathType
    @required
    RoleName: RoleNameType
    @required
    AssumeRolePolicyDocument: PolicyDocumentType
    Description: RoleDescriptionType
    MaxSessionDuration: RoleMaxSessionDurationType
    PermissionsBoundary: ArnType
    Tags: TagListType
}

@pattern("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*")
@length(max: 1000)
string RoleDescriptionType

@range(min: 3600, max: 43200)
integer RoleMaxSessionDurationType

structure CreateRoleResponse {
    @required
    Role: Role
}

structure Role {
    @required
    Path: PathType
    @required
    RoleName: RoleNameType
    @required
    RoleId: IdType
    @required
    Arn: ArnType
    @required
    CreateDate: Timestamp
    AssumeRolePolicyDocument: PolicyDocumentType
    Description: RoleDescriptionType
    MaxSessionDuration: RoleMaxSessionDurationType
    PermissionsBoundary: AttachedPermissionsBoundary
    Tags: TagListType
    RoleLastUsed: RoleLastUsed
}

structure AttachedPermissionsBoundary {
    PermissionsBoundaryType: PermissionsBoundaryAttachmentType
    PermissionsBoundaryArn: ArnType
}

enum PermissionsBoundaryAttachmentType {
    PermissionsBoundaryPolicy
}

structure RoleLastUsed {
    LastUsedDate: Timestamp
    Region: String
}

structure CreateUserRequest {
    Path: PathType
    @required
    UserName: UserNameType
    PermissionsBoundary: ArnType
    Tags: TagListType
}

structure CreateUserResponse {
    User: User
}

structure User {
    @required
    Path: PathType
    @required
    UserName: UserNameType
    @required
    UserId: IdType
    @required
    Arn: ArnType
    @required
    CreateDate: Timestamp
    PasswordLastUsed: Timestamp
    PermissionsBoundary: AttachedPermissionsBoundary
    Tags: TagListType
}

structure DeleteAccessKeyRequest {
    UserName: ExistingUserNameType
    @required
    AccessKeyId: AccessKeyIdType
}

structure DeleteAccountAliasRequest {
    @required
    AccountAlias: AccountAliasType
}

structure DeleteGroupRequest {
    @required
    GroupName: GroupNameType
}

@error("client")
@httpError(409)
structure DeleteConflictException {
    message: String
}

structure DeleteGroupPolicyRequest {
    @required
    GroupName: GroupNameType
    @required
    PolicyName: PolicyNameType
}

structure DeleteOpenIDConnectProviderRequest {
    @required
    OpenIDConnectProviderArn: ArnType
}

structure DeletePolicyRequest {
    @required
    PolicyArn: ArnType
}

structure DeletePolicyVersionRequest {
    @required
    PolicyArn: ArnType
    @required
    VersionId: PolicyVersionIdType
}

structure DeleteRoleRequest {
    @required
    RoleName: RoleNameType
}

structure DeleteRolePermissionsBoundaryRequest {
    @required
    RoleName: RoleNameType
}

structure DeleteRolePolicyRequest {
    @required
    RoleName: RoleNameType
    @required
    PolicyName: PolicyNameType
}

structure DeleteUserRequest {
    @required
    UserName: ExistingUserNameType
}

structure DeleteUserPermissionsBoundaryRequest {
    @required
    UserName: UserNameType
}

structure DeleteUserPolicyRequest {
    @required
    UserName: ExistingUserNameType
    @required
    PolicyName: PolicyNameType
}

structure DetachGroupPolicyRequest {
    @required
    GroupName: GroupNameType
    @required
    PolicyArn: ArnType
}

structure DetachRolePolicyRequest {
    @required
    RoleName: RoleNameType
    @required
    PolicyArn: ArnType
}

structure DetachUserPolicyRequest {
    @required
    UserName: UserNameType
    @required
    PolicyArn: ArnType
}

structure GetAccessKeyLastUsedRequest {
    @required
    AccessKeyId: AccessKeyIdType
}

structure GetAccessKeyLastUsedResponse {
    UserName: ExistingUserNameType
    AccessKeyLastUsed: AccessKeyLastUsed
}

structure AccessKeyLastUsed {
    LastUsedDate: Timestamp
    @required
    ServiceName: String
    @required
    Region: String
}

structure GetAccountSummaryRequest {}

structure GetAccountSummaryResponse {
    SummaryMap: SummaryMapType
}

map SummaryMapType {
    key: SummaryKeyType
    value: Integer
}

enum SummaryKeyType {
    Users
    UsersQuota
    Groups
    GroupsQuota
    ServerCertificates
    ServerCertificatesQuota
    UserPolicySizeQuota
    GroupPolicySizeQuota
    GroupsPerUserQuota
    SigningCertificatesPerUserQuota
    AccessKeysPerUserQuota
    MFADevices
    MFADevicesInUse
    AccountMFAEnabled
    AccountAccessKeysPresent
    AccountPasswordPresent
    AccountSigningCertificatesPresent
    AttachedPoliciesPerGroupQuota
    AttachedPoliciesPerRoleQuota
    AttachedPoliciesPerUserQuota
    Policies
    PoliciesQuota
    PolicySizeQuota
    PolicyVersionsInUse
    PolicyVersionsInUseQuota
    VersionsPerPolicyQuota
    GlobalEndpointTokenVersion
    AssumeRolePolicySizeQuota
    InstanceProfiles
    InstanceProfilesQuota
    Providers
    RolePolicySizeQuota
    Roles
    RolesQuota
}

structure GetGroupRequest {
    @required
    GroupName: GroupNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

@pattern("[\\u0020-\\u00FF]+")
@length(min: 1, max: 320)
string MarkerType

@range(min: 1, max: 1000)
integer MaxItemsType

structure GetGroupResponse {
    @required
    Group: Group
    @required
    Users: UserListType
    IsTruncated: Boolean
    Marker: String
}

list UserListType {
    member: User
}

structure GetGroupPolicyRequest {
    @required
    GroupName: GroupNameType
    @required
    PolicyName: PolicyNameType
}

structure GetGroupPolicyResponse {
    @required
    GroupName: GroupNameType
    @required
    PolicyName: PolicyNameType
    @required
    PolicyDocument: PolicyDocumentType
}

structure GetOpenIDConnectProviderRequest {
    @required
    OpenIDConnectProviderArn: ArnType
}

structure GetOpenIDConnectProviderResponse {
    Url: OpenIDConnectProviderUrlType
    ClientIDList: ClientIDListType
    ThumbprintList: ThumbprintListType
    CreateDate: Timestamp
    Tags: TagListType
}

structure GetPolicyRequest {
    @required
    PolicyArn: ArnType
}

structure GetPolicyResponse {
    Policy: Policy
}

structure GetPolicyVersionRequest {
    @required
    PolicyArn: ArnType
    @required
    VersionId: PolicyVersionIdType
}

structure GetPolicyVersionResponse {
    PolicyVersion: PolicyVersion
}

structure GetRoleRequest {
    @required
    RoleName: RoleNameType
}

structure GetRoleResponse {
    @required
    Role: Role
}

structure GetRolePolicyRequest {
    @required
    RoleName: RoleNameType
    @required
    PolicyName: PolicyNameType
}

structure GetRolePolicyResponse {
    @required
    RoleName: RoleNameType
    @required
    PolicyName: PolicyNameType
    @required
    PolicyDocument: PolicyDocumentType
}

structure GetUserRequest {
    UserName: ExistingUserNameType
}

structure GetUserResponse {
    @required
    User: User
}

structure GetUserPolicyRequest {
    @required
    UserName: ExistingUserNameType
    @required
    PolicyName: PolicyNameType
}

structure GetUserPolicyResponse {
    @required
    UserName: ExistingUserNameType
    @required
    PolicyName: PolicyNameType
    @required
    PolicyDocument: PolicyDocumentType
}

structure ListAccessKeysRequest {
    UserName: ExistingUserNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListAccessKeysResponse {
    @required
    AccessKeyMetadata: AccessKeyMetadataListType
    IsTruncated: Boolean
    Marker: String
}

list AccessKeyMetadataListType {
    member: AccessKeyMetadata
}

structure AccessKeyMetadata {
    UserName: UserNameType
    AccessKeyId: AccessKeyIdType
    Status: StatusType
    CreateDate: Timestamp
}

structure ListAccountAliasesRequest {
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListAccountAliasesResponse {
    @required
    AccountAliases: AccountAliasListType
    IsTruncated: Boolean
    Marker: String
}

list AccountAliasListType {
    member: AccountAliasType
}

structure ListAttachedGroupPoliciesRequest {
    @required
    GroupName: GroupNameType
    PathPrefix: PolicyPathType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListAttachedGroupPoliciesResponse {
    AttachedPolicies: AttachedPoliciesListType
    IsTruncated: Boolean
    Marker: String
}

list AttachedPoliciesListType {
    member: AttachedPolicy
}

structure AttachedPolicy {
    PolicyName: PolicyNameType
    PolicyArn: ArnType
}

structure ListAttachedRolePoliciesRequest {
    @required
    RoleName: RoleNameType
    PathPrefix: PolicyPathType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListAttachedRolePoliciesResponse {
    AttachedPolicies: AttachedPoliciesListType
    IsTruncated: Boolean
    Marker: String
}

structure ListAttachedUserPoliciesRequest {
    @required
    UserName: UserNameType
    PathPrefix: PolicyPathType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListAttachedUserPoliciesResponse {
    AttachedPolicies: AttachedPoliciesListType
    IsTruncated: Boolean
    Marker: String
}

structure ListEntitiesForPolicyRequest {
    @required
    PolicyArn: ArnType
    EntityFilter: EntityType
    PathPrefix: PathType
    PolicyUsageFilter: PolicyUsageType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

enum EntityType {
    User
    Role
    Group
    LocalManagedPolicy
    AWSManagedPolicy
}

enum PolicyUsageType {
    PermissionsPolicy
    PermissionsBoundary
}

structure ListEntitiesForPolicyResponse {
    PolicyGroups: PolicyGroupListType
    PolicyUsers: PolicyUserListType
    PolicyRoles: PolicyRoleListType
    IsTruncated: Boolean
    Marker: String
}

list PolicyGroupListType {
    member: PolicyGroup
}

structure PolicyGroup {
    GroupName: GroupNameType
    GroupId: IdType
}

list PolicyUserListType {
    member: PolicyUser
}

structure PolicyUser {
    UserName: UserNameType
    UserId: IdType
}

list PolicyRoleListType {
    member: PolicyRole
}

structure PolicyRole {
    RoleName: RoleNameType
    RoleId: IdType
}

structure ListGroupPoliciesRequest {
    @required
    GroupName: GroupNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListGroupPoliciesResponse {
    @required
    PolicyNames: PolicyNameListType
    IsTruncated: Boolean
    Marker: String
}

list PolicyNameListType {
    member: PolicyNameType
}

structure ListGroupsRequest {
    PathPrefix: PathPrefixType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

@length(min: 1, max: 512)
string PathPrefixType

structure ListGroupsResponse {
    @required
    Groups: GroupListType
    IsTruncated: Boolean
    Marker: String
}

list GroupListType {
    member: Group
}

structure ListGroupsForUserRequest {
    @required
    UserName: ExistingUserNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListGroupsForUserResponse {
    @required
    Groups: GroupListType
    IsTruncated: Boolean
    Marker: String
}

structure ListOpenIDConnectProviderTagsRequest {
    @required
    OpenIDConnectProviderArn: ArnType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListOpenIDConnectProviderTagsResponse {
    @required
    Tags: TagListType
    IsTruncated: Boolean
    Marker: String
}

structure ListOpenIDConnectProvidersRequest {}

structure ListOpenIDConnectProvidersResponse {
    OpenIDConnectProviderList: OpenIDConnectProviderListType
}

list OpenIDConnectProviderListType {
    member: OpenIDConnectProviderListEntry
}

structure OpenIDConnectProviderListEntry {
    Arn: ArnType
}

structure ListPoliciesRequest {
    Scope: PolicyScopeType
    OnlyAttached: Boolean
    PathPrefix: PolicyPathType
    PolicyUsageFilter: PolicyUsageType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

enum PolicyScopeType {
    All
    AWS
    Local
}

structure ListPoliciesResponse {
    Policies: PolicyListType
    IsTruncated: Boolean
    Marker: String
}

list PolicyListType {
    member: Policy
}

structure ListPolicyTagsRequest {
    @required
    PolicyArn: ArnType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListPolicyTagsResponse {
    @required
    Tags: TagListType
    IsTruncated: Boolean
    Marker: String
}

structure ListPolicyVersionsRequest {
    @required
    PolicyArn: ArnType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListPolicyVersionsResponse {
    Versions: PolicyDocumentVersionListType
    IsTruncated: Boolean
    Marker: String
}

list PolicyDocumentVersionListType {
    member: PolicyVersion
}

structure ListRolePoliciesRequest {
    @required
    RoleName: RoleNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListRolePoliciesResponse {
    @required
    PolicyNames: PolicyNameListType
    IsTruncated: Boolean
    Marker: String
}

structure ListRoleTagsRequest {
    @required
    RoleName: RoleNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListRoleTagsResponse {
    @required
    Tags: TagListType
    IsTruncated: Boolean
    Marker: String
}

structure ListRolesRequest {
    PathPrefix: PathPrefixType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListRolesResponse {
    @required
    Roles: RoleListType
    IsTruncated: Boolean
    Marker: String
}

list RoleListType {
    member: Role
}

structure ListUserPoliciesRequest {
    @required
    UserName: ExistingUserNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListUserPoliciesResponse {
    @required
    PolicyNames: PolicyNameListType
    IsTruncated: Boolean
    Marker: String
}

structure ListUserTagsRequest {
    @required
    UserName: ExistingUserNameType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListUserTagsResponse {
    @required
    Tags: TagListType
    IsTruncated: Boolean
    Marker: String
}

structure ListUsersRequest {
    PathPrefix: PathPrefixType
    Marker: MarkerType
    MaxItems: MaxItemsType
}

structure ListUsersResponse {
    @required
    Users: UserListType
    IsTruncated: Boolean
    Marker: String
}

structure PutGroupPolicyRequest {
    @required
    GroupName: GroupNameType
    @required
    PolicyName: PolicyNameType
    @required
    PolicyDocument: PolicyDocumentType
}

structure PutRolePermissionsBoundaryRequest {
    @required
    RoleName: RoleNameType
    @required
    PermissionsBoundary: ArnType
}

structure PutRolePolicyRequest {
    @required
    RoleName: RoleNameType
    @required
    PolicyName: PolicyNameType
    @required
    PolicyDocument: PolicyDocumentType
}

structure PutUserPermissionsBoundaryRequest {
    @required
    UserName: UserNameType
    @required
    PermissionsBoundary: ArnType
}

structure PutUserPolicyRequest {
    @required
    UserName: ExistingUserNameType
    @required
    PolicyName: PolicyNameType
    @required
    PolicyDocument: PolicyDocumentType
}

structure RemoveClientIDFromOpenIDConnectProviderRequest {
    @required
    OpenIDConnectProviderArn: ArnType
    @required
    ClientID: ClientIDType
}

structure RemoveUserFromGroupRequest {
    @required
    GroupName: GroupNameType
    @required
    UserName: ExistingUserNameType
}

structure SetDefaultPolicyVersionRequest {
    @required
    PolicyArn: ArnType
    @required
    VersionId: PolicyVersionIdType
}

structure SimulateCustomPolicyRequest {
    @required
    PolicyInputList: SimulationPolicyListType
    PermissionsBoundaryPolicyInputList: SimulationPolicyListType
    @required
    ActionNames: ActionNameListType
    ResourceArns: ResourceNameListType
    ResourcePolicy: PolicyDocumentType
    ResourceOwner: ResourceNameType
    CallerArn: ResourceNameType
    ContextEntries: ContextEntryListType
    ResourceHandlingOption: ResourceHandlingOptionType
    MaxItems: MaxItemsType
    Marker: MarkerType
}

list SimulationPolicyListType {
    member: PolicyDocumentType
}

list ActionNameListType {
    member: ActionNameType
}

@length(min: 3, max: 128)
string ActionNameType

list ResourceNameListType {
    member: ResourceNameType
}

@length(min: 1, max: 2048)
string ResourceNameType

list ContextEntryListType {
    member: ContextEntry
}

structure ContextEntry {
    ContextKeyName: ContextKeyNameType
    ContextKeyValues: ContextKeyValueListType
    ContextKeyType: ContextKeyTypeEnum
}

@length(min: 5, max: 256)
string ContextKeyNameType

list ContextKeyValueListType {
    member: String
}

enum ContextKeyTypeEnum {
    string
    stringList
    numeric
    numericList
    boolean
    booleanList
    ip
    ipList
    binary
    binaryList
    date
    dateList
}

@length(min: 1, max: 64)
string ResourceHandlingOptionType

structure SimulatePolicyResponse {
    EvaluationResults: EvaluationResultsListType
    IsTruncated: Boolean
    Marker: String
}

list EvaluationResultsListType {
    member: EvaluationResult
}

structure EvaluationResult {
    @required
    EvalActionName: ActionNameType
    EvalResourceName: ResourceNameType
    @required
    EvalDecision: PolicyEvaluationDecisionType
    MatchedStatements: StatementListType
    MissingContextValues: ContextKeyNamesResultListType
    OrganizationsDecisionDetail: OrganizationsDecisionDetail
    PermissionsBoundaryDecisionDetail: PermissionsBoundaryDecisionDetail
    EvalDecisionDetails: EvalDecisionDetailsType
    ResourceSpecificResults: ResourceSpecificResultListType
}

enum PolicyEvaluationDecisionType {
    allowed
    explicitDeny
    implicitDeny
}

list StatementListType {
    member: Statement
}

structure Statement {
    SourcePolicyId: String
    SourcePolicyType: PolicySourceType
    StartPosition: Position
    EndPosition: Position
}

enum PolicySourceType {
    user
    group
    role
    aws_managed = "aws-managed"
    user_managed = "user-managed"
    resource
    none
}

structure Position {
    Line: Integer
    Column: Integer
}

list ContextKeyNamesResultListType {
    member: ContextKeyNameType
}

structure OrganizationsDecisionDetail {
    AllowedByOrganizations: Boolean
}

structure PermissionsBoundaryDecisionDetail {
    AllowedByPermissionsBoundary: Boolean
}

map EvalDecisionDetailsType {
    key: EvalDecisionSourceType
    value: PolicyEvaluationDecisionType
}

@length(min: 3, max: 256)
string EvalDecisionSourceType

list ResourceSpecificResultListType {
    member: ResourceSpecificResult
}

structure ResourceSpecificResult {
    @required
    EvalResourceName: ResourceNameType
    @required
    EvalResourceDecision: PolicyEvaluationDecisionType
    MatchedStatements: StatementListType
    MissingContextValues: ContextKeyNamesResultListType
    EvalDecisionDetails: EvalDecisionDetailsType
    PermissionsBoundaryDecisionDetail: PermissionsBoundaryDecisionDetail
}

@error("server")
@httpError(500)
structure PolicyEvaluationException {
    message: String
}

structure SimulatePrincipalPolicyRequest {
    @required
    PolicySourceArn: ArnType
    PolicyInputList: SimulationPolicyListType
    PermissionsBoundaryPolicyInputList: SimulationPolicyListType
    @required
    ActionNames: ActionNameListType
    ResourceArns: ResourceNameListType
    ResourcePolicy: PolicyDocumentType
    ResourceOwner: ResourceNameType
    CallerArn: ResourceNameType
    ContextEntries: ContextEntryListType
    ResourceHandlingOption: ResourceHandlingOptionType
    MaxItems: MaxItemsType
    Marker: MarkerType
}

structure TagOpenIDConnectProviderRequest {
    @required
    OpenIDConnectProviderArn: ArnType
    @required
    Tags: TagListType
}

structure TagPolicyRequest {
    @required
    PolicyArn: ArnType
    @required
    Tags: TagListType
}

structure TagRoleRequest {
    @required
    RoleName: RoleNameType
    @required
    Tags: TagListType
}

structure TagUserRequest {
    @required
    UserName: ExistingUserNameType
    @required
    Tags: TagListType
}

structure UntagOpenIDConnectProviderRequest {
    @required
    OpenIDConnectProviderArn: ArnType
    @required
    TagKeys: TagKeyListType
}

@length(max: 50)
list TagKeyListType {
    member: TagKeyType
}

structure UntagPolicyRequest {
    @required
    PolicyArn: ArnType
    @required
    TagKeys: TagKeyListType
}

structure UntagRoleRequest {
    @required
    RoleName: RoleNameType
    @required
    TagKeys: TagKeyListType
}

structure UntagUserRequest {
    @required
    UserName: ExistingUserNameType
    @required
    TagKeys: TagKeyListType
}

structure UpdateAccessKeyRequest {
    UserName: ExistingUserNameType
    @required
    AccessKeyId: AccessKeyIdType
    @required
    Status: StatusType
}

structure UpdateAssumeRolePolicyRequest {
    @required
    RoleName: RoleNameType
    @required
    PolicyDocument: PolicyDocumentType
}

structure UpdateGroupRequest {
    @required
    GroupName: GroupNameType
    NewPath: PathType
    NewGroupName: GroupNameType
}

structure UpdateOpenIDConnectProviderThumbprintRequest {
    @required
    OpenIDConnectProviderArn: ArnType
    @required
    ThumbprintList: ThumbprintListType
}

structure UpdateRoleRequest {
    @required
    RoleName: RoleNameType
    Description: RoleDescriptionType
    MaxSessionDuration: RoleMaxSessionDurationType
}

structure UpdateRoleResponse {}

structure UpdateRoleDescriptionRequest {
    @required
    RoleName: RoleNameType
    @required
    Description: RoleDescriptionType
}

structure UpdateRoleDescriptionResponse {
    Role: Role
}

structure UpdateUserRequest {
    @required
    UserName: ExistingUserNameType
    NewPath: PathType
    NewUserName: UserNameType
}

@error("client")
@httpError(409)
structure EntityTemporarilyUnmodifiableException {
    message: String
}
