$version: "2.0"

// The part of AWS KMS's API that Gramme has: keys and their states, aliases, grants, policies, tags, and the cryptographic
// operations. Written from the public API reference, "AWS Key Management Service", version 2014-11-01.
namespace com.amazonaws.kms

use aws.auth#sigv4

@sigv4(name: "kms")
service TrentService {
    version: "2014-11-01"
    operations: [
        CancelKeyDeletion
        CreateAlias
        CreateGrant
        CreateKey
        Decrypt
        DeleteAlias
        DeriveSharedSecret
        DescribeKey
        DisableKey
        DisableKeyRotation
        EnableKey
        EnableKeyRotation
        Encrypt
        GenerateDataKey
        GenerateDataKeyPair
        GenerateDataKeyPairWithoutPlaintext
        GenerateDataKeyWithoutPlaintext
        GenerateMac
        GenerateRandom
        GetKeyPolicy
        GetKeyRotationStatus
        GetPublicKey
        ListAliases
        ListGrants
        ListKeyPolicies
        ListKeyRotations
        ListKeys
        ListResourceTags
        ListRetirableGrants
        PutKeyPolicy
        ReEncrypt
        RetireGrant
        RevokeGrant
        RotateKeyOnDemand
        ScheduleKeyDeletion
        Sign
        TagResource
        UntagResource
        UpdateAlias
        UpdateKeyDescription
        Verify
        VerifyMac
    ]
}

operation CancelKeyDeletion {
    input: CancelKeyDeletionRequest
    output: CancelKeyDeletionResponse
    errors: [
        NotFoundException
        InvalidArnException
        DependencyTimeoutException
        KMSInternalException
        KMSInvalidStateException
    ]
}

operation CreateAlias {
    input: CreateAliasRequest
    errors: [
        DependencyTimeoutException
        AlreadyExistsException
        NotFoundException
        InvalidAliasNameException
        KMSInternalException
        LimitExceededException
        KMSInvalidStateException
    ]
}

operation CreateGrant {
    input: CreateGrantRequest
    output: CreateGrantResponse
    errors: [
        NotFoundException
        DisabledException
        DependencyTimeoutException
        InvalidArnException
        KMSInternalException
        InvalidGrantTokenException
        LimitExceededException
        KMSInvalidStateException
        DryRunOperationException
    ]
}

operation CreateKey {
    input: CreateKeyRequest
    output: CreateKeyResponse
    errors: [
        MalformedPolicyDocumentException
        DependencyTimeoutException
        InvalidArnException
        UnsupportedOperationException
        KMSInternalException
        LimitExceededException
        TagException
        CustomKeyStoreNotFoundException
        CustomKeyStoreInvalidStateException
        CloudHsmClusterInvalidConfigurationException
        XksKeyInvalidConfigurationException
        XksKeyAlreadyInUseException
        XksKeyNotFoundException
    ]
}

operation Decrypt {
    input: DecryptRequest
    output: DecryptResponse
    errors: [
        NotFoundException
        DisabledException
        InvalidCiphertextException
        KeyUnavailableException
        IncorrectKeyException
        InvalidKeyUsageException
        DependencyTimeoutException
        InvalidGrantTokenException
        KMSInternalException
        KMSInvalidStateException
        DryRunOperationException
    ]
}

operation DeleteAlias {
    input: DeleteAliasRequest
    errors: [
        DependencyTimeoutException
        NotFoundException
        KMSInternalException
        KMSInvalidStateException
    ]
}

operation DescribeKey {
    input: DescribeKeyRequest
    output: DescribeKeyResponse
    errors: [
        NotFoundException
        InvalidArnException
        DependencyTimeoutException
        KMSInternalException
    ]
}

operation DisableKey {
    input: DisableKeyRequest
    errors: [
        NotFoundException
        InvalidArnException
        DependencyTimeoutException
        KMSInternalException
        KMSInvalidStateException
    ]
}

operation DisableKeyRotation {
    input: DisableKeyRotationRequest
    errors: [
        NotFoundException
        DisabledException
        InvalidArnException
        DependencyTimeoutException
        KMSInternalException
        KMSInvalidStateException
        UnsupportedOperationException
    ]
}

operation EnableKey {
    input: EnableKeyRequest
    errors: [
        NotFoundException
        InvalidArnException
        DependencyTimeoutException
        KMSInternalException
        LimitExceededException
        KMSInvalidStateException
    ]
}

operation EnableKeyRotation {
    input: EnableKeyRotationRequest
    errors: [
        NotFoundException
        DisabledException
        InvalidArnException
        DependencyTimeoutException
        KMSInternalException
        KMSInvalidStateException
        UnsupportedOperationException
    ]
}

operation Encrypt {
    input: EncryptRequest
    output: EncryptResponse
    errors: [
        NotFoundException
        DisabledException
        KeyUnavailableException
        DependencyTimeoutException
        InvalidKeyUsageException
        InvalidGrantTokenException
        KMSInternalException
        KMSInvalidStateException
        DryRunOperationException
    ]
}

operation GenerateDataKey {
    input: GenerateDataKeyRequest
    output: GenerateDataKeyResponse
    errors: [
        NotFoundException
        DisabledException
        KeyUnavailableException
        DependencyTimeoutException
        InvalidKeyUsageException
        InvalidGrantTokenException
        KMSInternalException
        KMSInvalidStateException
        DryRunOperationException
    ]
}

operation GenerateDataKeyWithoutPlaintext {
    input: GenerateDataKeyWithoutPlaintextRequest
    output: GenerateDataKeyWithoutPlaintextResponse
    errors: [
        NotFoundException
        DisabledException
        KeyUnavailableException
        DependencyTimeoutException
        InvalidKeyUsageException
        InvalidGrantTokenException
        KMSInternalException
        KMSInvalidStateException
        DryRunOperationException
    ]
}

operation GenerateRandom {
    input: GenerateRandomRequest
    output: GenerateRandomResponse
    errors: [
        DependencyTimeoutException
        KMSInternalException
        UnsupportedOperationException
        CustomKeyStoreNotFoundException
        CustomKeyStoreInvalidStateException
    ]
}

operation GetKeyPolicy {
    input: GetKeyPolicyRequest
    output: GetKeyPolicyResponse
    errors: [
        NotFoundException
        InvalidArnException
        DependencyTimeoutException
        KMSInternalException
        KMSInvalidStateException
    ]
}

operation GetKeyRotationStatus {
    input: GetKeyRotationStatusRequest
    output: GetKeyRotationStatusResponse
    errors: [
        NotFoundException
        InvalidArnException
        DependencyTimeoutException
        KMSInternalException
        KMSInvalidStateException
        UnsupportedOperationException
    ]
}

operation ListAliases {
    input: ListAliasesRequest
    output: ListAliasesResponse
    errors: [
        DependencyTimeoutException
        InvalidMarkerException
        KMSInternalException
        InvalidArnException
        NotFoundException
    ]
}

operation ListGrants {
    input: ListGrantsRequest
    output: ListGrantsResponse
    errors: [
        NotFoundException
        DependencyTimeoutException
        InvalidMarkerException
        InvalidGrantIdException
        InvalidArnException
        KMSInternalException
        KMSInvalidStateException
    ]
}

operation ListKeyPolicies {
    input: ListKeyPoliciesRequest
    output: ListKeyPoliciesResponse
    errors: [
        NotFoundException
        InvalidArnException
        DependencyTimeoutException
        KMSInternalException
        KMSInvalidStateException
    ]
}

operation ListKeyRotations {
    input: ListKeyRotationsRequest
    output: ListKeyRotationsResponse
    errors: [
        NotFoundException
        InvalidArnException
        InvalidMarkerException
        KMSInternalException
        KMSInvalidStateException
        UnsupportedOperationException
    ]
}

operation ListKeys {
    input: ListKeysRequest
    output: ListKeysResponse
    errors: [
        DependencyTimeoutException
        KMSInternalException
        InvalidMarkerException
    ]
}

operation ListResourceTags {
    input: ListResourceTagsRequest
    output: ListResourceTagsResponse
    errors: [
        KMSInternalException
        NotFoundException
        InvalidArnException
        InvalidMarkerException
    ]
}

operation ListRetirableGrants {
    input: ListRetirableGrantsRequest
    output: ListGrantsResponse
    errors: [
        DependencyTimeoutException
        InvalidMarkerException
        InvalidArnException
        NotFoundException
        KMSInternalException
    ]
}

operation PutKeyPolicy {
    input: PutKeyPolicyRequest
    errors: [
        NotFoundException
        InvalidArnException
        MalformedPolicyDocumentException
        DependencyTimeoutException
        UnsupportedOperationException
        KMSInternalException
        LimitExceededException
        KMSInvalidStateException
    ]
}

operation ReEncrypt {
    input: ReEncryptRequest
    output: ReEncryptResponse
    errors: [
        NotFoundException
        DisabledException
        InvalidCiphertextException
        KeyUnavailableException
        IncorrectKeyException
        DependencyTimeoutException
        InvalidKeyUsageException
        InvalidGrantTokenException
        KMSInternalException
        KMSInvalidStateException
        DryRunOperationException
    ]
}

operation RetireGrant {
    input: RetireGrantRequest
    errors: [
        InvalidArnException
        InvalidGrantTokenException
        InvalidGrantIdException
        NotFoundException
        DependencyTimeoutException
        KMSInternalException
        KMSInvalidStateException
        DryRunOperationException
    ]
}

operation RevokeGrant {
    input: RevokeGrantRequest
    errors: [
        NotFoundException
        DependencyTimeoutException
        InvalidArnException
        InvalidGrantIdException
        KMSInternalException
        KMSInvalidStateException
        DryRunOperationException
    ]
}

operation RotateKeyOnDemand {
    input: RotateKeyOnDemandRequest
    output: RotateKeyOnDemandResponse
    errors: [
        NotFoundException
        DisabledException
        InvalidArnException
        DependencyTimeoutException
        KMSInternalException
        KMSInvalidStateException
        UnsupportedOperationException
        LimitExceededException
        ConflictException
    ]
}

operation ScheduleKeyDeletion {
    input: ScheduleKeyDeletionRequest
    output: ScheduleKeyDeletionResponse
    errors: [
        NotFoundException
        InvalidArnException
        DependencyTimeoutException
        KMSInternalException
        KMSInvalidStateException
    ]
}

operation TagResource {
    input: TagResourceRequest
    errors: [
        KMSInternalException
        NotFoundException
        InvalidArnException
        KMSInvalidStateException
        LimitExceededException
        TagException
    ]
}

operation UntagResource {
    input: UntagResourceRequest
    errors: [
        KMSInternalException
        NotFoundException
        InvalidArnException
        KMSInvalidStateException
        TagException
    ]
}

operation UpdateAlias {
    input: UpdateAliasRequest
    errors: [
        DependencyTimeoutException
        NotFoundException
        KMSInternalException
        LimitExceededException
        KMSInvalidStateException
    ]
}

operation UpdateKeyDescription {
    input: UpdateKeyDescriptionRequest
    errors: [
        NotFoundException
        InvalidArnException
        DependencyTimeoutException
        KMSInternalException
        KMSInvalidStateException
    ]
}

string AWSAccountIdType

list AliasList {
    member: AliasListEntry
}

structure AliasListEntry {
    AliasName: AliasNameType
    AliasArn: ArnType
    TargetKeyId: KeyIdType
    CreationDate: DateType
    LastUpdatedDate: DateType
}

@length(min: 1, max: 256)
@pattern("^[a-zA-Z0-9:/_-]+$")
string AliasNameType

@error("client")
structure AlreadyExistsException {
    message: ErrorMessageType
}

@length(min: 20, max: 2048)
string ArnType

@length(min: 1, max: 262144)
blob AttestationDocumentType

@length(min: 64, max: 64)
@pattern("^[a-f0-9]+$")
string BackingKeyIdType

boolean BooleanType

structure CancelKeyDeletionRequest {
    @required
    KeyId: KeyIdType
}

structure CancelKeyDeletionResponse {
    KeyId: KeyIdType
}

@length(min: 1, max: 6144)
blob CiphertextType

@length(min: 19, max: 24)
@pattern("cluster-[2-7a-zA-Z]{11,16}")
string CloudHsmClusterIdType

@error("client")
structure CloudHsmClusterInvalidConfigurationException {
    message: ErrorMessageType
}

@error("client")
structure ConflictException {
    message: ErrorMessageType
}

structure CreateAliasRequest {
    @required
    AliasName: AliasNameType
    @required
    TargetKeyId: KeyIdType
}

structure CreateGrantRequest {
    @required
    KeyId: KeyIdType
    @required
    GranteePrincipal: PrincipalIdType
    RetiringPrincipal: PrincipalIdType
    @required
    Operations: GrantOperationList
    Constraints: GrantConstraints
    GrantTokens: GrantTokenList
    Name: GrantNameType
    DryRun: NullableBooleanType
}

structure CreateGrantResponse {
    GrantToken: GrantTokenType
    GrantId: GrantIdType
}

structure CreateKeyRequest {
    Policy: PolicyType
    Description: DescriptionType
    KeyUsage: KeyUsageType
    CustomerMasterKeySpec: CustomerMasterKeySpec
    KeySpec: KeySpec
    Origin: OriginType
    CustomKeyStoreId: CustomKeyStoreIdType
    BypassPolicyLockoutSafetyCheck: BooleanType
    Tags: TagList
    MultiRegion: NullableBooleanType
    XksKeyId: XksKeyIdType
}

structure CreateKeyResponse {
    KeyMetadata: KeyMetadata
}

@length(min: 1, max: 64)
string CustomKeyStoreIdType

@error("client")
structure CustomKeyStoreInvalidStateException {
    message: ErrorMessageType
}

@error("client")
structure CustomKeyStoreNotFoundException {
    message: ErrorMessageType
}

enum CustomerMasterKeySpec {
    RSA_2048
    RSA_3072
    RSA_4096
    ECC_NIST_P256
    ECC_NIST_P384
    ECC_NIST_P521
    ECC_SECG_P256K1
    SYMMETRIC_DEFAULT
    HMAC_224
    HMAC_256
    HMAC_384
    HMAC_512
    SM2
}

enum DataKeySpec {
    AES_256
    AES_128
}

timestamp DateType

structure DecryptRequest {
    CiphertextBlob: CiphertextType
    EncryptionContext: EncryptionContextType
    GrantTokens: GrantTokenList
    KeyId: KeyIdType
    EncryptionAlgorithm: EncryptionAlgorithmSpec
    Recipient: RecipientInfo
    DryRun: NullableBooleanType
    DryRunModifiers: DryRunModifierList
}

structure DecryptResponse {
    KeyId: KeyIdType
    Plaintext: PlaintextType
    EncryptionAlgorithm: EncryptionAlgorithmSpec
    CiphertextForRecipient: CiphertextType
    KeyMaterialId: BackingKeyIdType
}

structure DeleteAliasRequest {
    @required
    AliasName: AliasNameType
}

@error("server")
structure DependencyTimeoutException {
    message: ErrorMessageType
}

structure DescribeKeyRequest {
    @required
    KeyId: KeyIdType
    GrantTokens: GrantTokenList
}

structure DescribeKeyResponse {
    KeyMetadata: KeyMetadata
}

@length(min: 0, max: 8192)
string DescriptionType

structure DisableKeyRequest {
    @required
    KeyId: KeyIdType
}

structure DisableKeyRotationRequest {
    @required
    KeyId: KeyIdType
}

@error("client")
structure DisabledException {
    message: ErrorMessageType
}

list DryRunModifierList {
    member: DryRunModifierType
}

enum DryRunModifierType {
    IGNORE_CIPHERTEXT
}

@error("client")
structure DryRunOperationException {
    message: ErrorMessageType
}

structure EnableKeyRequest {
    @required
    KeyId: KeyIdType
}

structure EnableKeyRotationRequest {
    @required
    KeyId: KeyIdType
    RotationPeriodInDays: RotationPeriodInDaysType
}

structure EncryptRequest {
    @required
    KeyId: KeyIdType
    @required
    Plaintext: PlaintextType
    EncryptionContext: EncryptionContextType
    GrantTokens: GrantTokenList
    EncryptionAlgorithm: EncryptionAlgorithmSpec
    DryRun: NullableBooleanType
}

structure EncryptResponse {
    CiphertextBlob: CiphertextType
    KeyId: KeyIdType
    EncryptionAlgorithm: EncryptionAlgorithmSpec
}

enum EncryptionAlgorithmSpec {
    SYMMETRIC_DEFAULT
    RSAES_OAEP_SHA_1
    RSAES_OAEP_SHA_256
    SM2PKE
}

list EncryptionAlgorithmSpecList {
    member: EncryptionAlgorithmSpec
}

string EncryptionContextKey

map EncryptionContextType {
    key: EncryptionContextKey
    value: EncryptionContextValue
}

string EncryptionContextValue

string ErrorMessageType

enum ExpirationModelType {
    KEY_MATERIAL_EXPIRES
    KEY_MATERIAL_DOES_NOT_EXPIRE
}

structure GenerateDataKeyRequest {
    @required
    KeyId: KeyIdType
    EncryptionContext: EncryptionContextType
    NumberOfBytes: NumberOfBytesType
    KeySpec: DataKeySpec
    GrantTokens: GrantTokenList
    Recipient: RecipientInfo
    DryRun: NullableBooleanType
}

structure GenerateDataKeyResponse {
    CiphertextBlob: CiphertextType
    Plaintext: PlaintextType
    KeyId: KeyIdType
    CiphertextForRecipient: CiphertextType
    KeyMaterialId: BackingKeyIdType
}

structure GenerateDataKeyWithoutPlaintextRequest {
    @required
    KeyId: KeyIdType
    EncryptionContext: EncryptionContextType
    KeySpec: DataKeySpec
    NumberOfBytes: NumberOfBytesType
    GrantTokens: GrantTokenList
    DryRun: NullableBooleanType
}

structure GenerateDataKeyWithoutPlaintextResponse {
    CiphertextBlob: CiphertextType
    KeyId: KeyIdType
    KeyMaterialId: BackingKeyIdType
}

structure GenerateRandomRequest {
    NumberOfBytes: NumberOfBytesType
    CustomKeyStoreId: CustomKeyStoreIdType
    Recipient: RecipientInfo
}

structure GenerateRandomResponse {
    Plaintext: PlaintextType
    CiphertextForRecipient: CiphertextType
}

structure GetKeyPolicyRequest {
    @required
    KeyId: KeyIdType
    PolicyName: PolicyNameType
}

structure GetKeyPolicyResponse {
    Policy: PolicyType
    PolicyName: PolicyNameType
}

structure GetKeyRotationStatusRequest {
    @required
    KeyId: KeyIdType
}

structure GetKeyRotationStatusResponse {
    KeyRotationEnabled: BooleanType
    KeyId: KeyIdType
    RotationPeriodInDays: RotationPeriodInDaysType
    NextRotationDate: DateType
    OnDemandRotationStartDate: DateType
}

structure GrantConstraints {
    EncryptionContextSubset: EncryptionContextType
    EncryptionContextEquals: EncryptionContextType
}

@length(min: 1, max: 128)
string GrantIdType

list GrantList {
    member: GrantListEntry
}

structure GrantListEntry {
    KeyId: KeyIdType
    GrantId: GrantIdType
    Name: GrantNameType
    CreationDate: DateType
    GranteePrincipal: PrincipalIdType
    RetiringPrincipal: PrincipalIdType
    IssuingAccount: PrincipalIdType
    Operations: GrantOperationList
    Constraints: GrantConstraints
}

@length(min: 1, max: 256)
@pattern("^[a-zA-Z0-9:/_-]+$")
string GrantNameType

enum GrantOperation {
    Decrypt
    Encrypt
    GenerateDataKey
    GenerateDataKeyWithoutPlaintext
    ReEncryptFrom
    ReEncryptTo
    Sign
    Verify
    GetPublicKey
    CreateGrant
    RetireGrant
    DescribeKey
    GenerateDataKeyPair
    GenerateDataKeyPairWithoutPlaintext
    GenerateMac
    VerifyMac
    DeriveSharedSecret
}

list GrantOperationList {
    member: GrantOperation
}

@length(min: 0, max: 10)
list GrantTokenList {
    member: GrantTokenType
}

@length(min: 1, max: 8192)
string GrantTokenType

enum ImportState {
    IMPORTED
    PENDING_IMPORT
}

enum IncludeKeyMaterial {
    ALL_KEY_MATERIAL
    ROTATIONS_ONLY
}

@error("client")
structure IncorrectKeyException {
    message: ErrorMessageType
}

@error("client")
structure InvalidAliasNameException {
    message: ErrorMessageType
}

@error("client")
structure InvalidArnException {
    message: ErrorMessageType
}

@error("client")
structure InvalidCiphertextException {
    message: ErrorMessageType
}

@error("client")
structure InvalidGrantIdException {
    message: ErrorMessageType
}

@error("client")
structure InvalidGrantTokenException {
    message: ErrorMessageType
}

@error("client")
structure InvalidKeyUsageException {
    message: ErrorMessageType
}

@error("client")
structure InvalidMarkerException {
    message: ErrorMessageType
}

@error("server")
structure KMSInternalException {
    message: ErrorMessageType
}

@error("client")
structure KMSInvalidStateException {
    message: ErrorMessageType
}

enum KeyAgreementAlgorithmSpec {
    ECDH
}

list KeyAgreementAlgorithmSpecList {
    member: KeyAgreementAlgorithmSpec
}

enum KeyEncryptionMechanism {
    RSAES_OAEP_SHA_256
}

@length(min: 1, max: 2048)
string KeyIdType

list KeyList {
    member: KeyListEntry
}

structure KeyListEntry {
    KeyId: KeyIdType
    KeyArn: ArnType
}

enum KeyManagerType {
    AWS
    CUSTOMER
}

@length(min: 0, max: 256)
@pattern("^[a-zA-Z0-9:/_\\s.-]+$")
string KeyMaterialDescriptionType

enum KeyMaterialState {
    NON_CURRENT
    CURRENT
    PENDING_ROTATION
    PENDING_MULTI_REGION_IMPORT_AND_ROTATION
}

structure KeyMetadata {
    AWSAccountId: AWSAccountIdType
    @required
    KeyId: KeyIdType
    Arn: ArnType
    CreationDate: DateType
    Enabled: BooleanType
    Description: DescriptionType
    KeyUsage: KeyUsageType
    KeyState: KeyState
    DeletionDate: DateType
    ValidTo: DateType
    Origin: OriginType
    CustomKeyStoreId: CustomKeyStoreIdType
    CloudHsmClusterId: CloudHsmClusterIdType
    ExpirationModel: ExpirationModelType
    KeyManager: KeyManagerType
    CustomerMasterKeySpec: CustomerMasterKeySpec
    KeySpec: KeySpec
    EncryptionAlgorithms: EncryptionAlgorithmSpecList
    SigningAlgorithms: SigningAlgorithmSpecList
    KeyAgreementAlgorithms: KeyAgreementAlgorithmSpecList
    MultiRegion: NullableBooleanType
    MultiRegionConfiguration: MultiRegionConfiguration
    PendingDeletionWindowInDays: PendingWindowInDaysType
    MacAlgorithms: MacAlgorithmSpecList
    XksKeyConfiguration: XksKeyConfigurationType
    CurrentKeyMaterialId: BackingKeyIdType
}

enum KeySpec {
    RSA_2048
    RSA_3072
    RSA_4096
    ECC_NIST_P256
    ECC_NIST_P384
    ECC_NIST_P521
    ECC_SECG_P256K1
    SYMMETRIC_DEFAULT
    HMAC_224
    HMAC_256
    HMAC_384
    HMAC_512
    SM2
    ML_DSA_44
    ML_DSA_65
    ML_DSA_87
    ECC_NIST_EDWARDS25519
}

enum KeyState {
    Creating
    Enabled
    Disabled
    PendingDeletion
    PendingImport
    PendingReplicaDeletion
    Unavailable
    Updating
}

@error("server")
structure KeyUnavailableException {
    message: ErrorMessageType
}

enum KeyUsageType {
    SIGN_VERIFY
    ENCRYPT_DECRYPT
    GENERATE_VERIFY_MAC
    KEY_AGREEMENT
}

@error("client")
structure LimitExceededException {
    message: ErrorMessageType
}

@range(min: 1, max: 1000)
integer LimitType

structure ListAliasesRequest {
    KeyId: KeyIdType
    Limit: LimitType
    Marker: MarkerType
}

structure ListAliasesResponse {
    Aliases: AliasList
    NextMarker: MarkerType
    Truncated: BooleanType
}

structure ListGrantsRequest {
    Limit: LimitType
    Marker: MarkerType
    @required
    KeyId: KeyIdType
    GrantId: GrantIdType
    GranteePrincipal: PrincipalIdType
}

structure ListGrantsResponse {
    Grants: GrantList
    NextMarker: MarkerType
    Truncated: BooleanType
}

structure ListKeyPoliciesRequest {
    @required
    KeyId: KeyIdType
    Limit: LimitType
    Marker: MarkerType
}

structure ListKeyPoliciesResponse {
    PolicyNames: PolicyNameList
    NextMarker: MarkerType
    Truncated: BooleanType
}

structure ListKeyRotationsRequest {
    @required
    KeyId: KeyIdType
    IncludeKeyMaterial: IncludeKeyMaterial
    Limit: LimitType
    Marker: MarkerType
}

structure ListKeyRotationsResponse {
    Rotations: RotationsList
    NextMarker: MarkerType
    Truncated: BooleanType
}

structure ListKeysRequest {
    Limit: LimitType
    Marker: MarkerType
}

structure ListKeysResponse {
    Keys: KeyList
    NextMarker: MarkerType
    Truncated: BooleanType
}

structure ListResourceTagsRequest {
    @required
    KeyId: KeyIdType
    Limit: LimitType
    Marker: MarkerType
}

structure ListResourceTagsResponse {
    Tags: TagList
    NextMarker: MarkerType
    Truncated: BooleanType
}

structure ListRetirableGrantsRequest {
    Limit: LimitType
    Marker: MarkerType
    @required
    RetiringPrincipal: PrincipalIdType
}

enum MacAlgorithmSpec {
    HMAC_SHA_224
    HMAC_SHA_256
    HMAC_SHA_384
    HMAC_SHA_512
}

list MacAlgorithmSpecList {
    member: MacAlgorithmSpec
}

@error("client")
structure MalformedPolicyDocumentException {
    message: ErrorMessageType
}

@length(min: 1, max: 1024)
@pattern("[\\u0020-\\u00FF]*")
string MarkerType

structure MultiRegionConfiguration {
    MultiRegionKeyType: MultiRegionKeyType
    PrimaryKey: MultiRegionKey
    ReplicaKeys: MultiRegionKeyList
}

structure MultiRegionKey {
    Arn: ArnType
    Region: RegionType
}

list MultiRegionKeyList {
    member: MultiRegionKey
}

enum MultiRegionKeyType {
    PRIMARY
    REPLICA
}

@error("client")
structure NotFoundException {
    message: ErrorMessageType
}

boolean NullableBooleanType

@range(min: 1, max: 1024)
integer NumberOfBytesType

enum OriginType {
    AWS_KMS
    EXTERNAL
    AWS_CLOUDHSM
    EXTERNAL_KEY_STORE
}

@range(min: 1, max: 365)
integer PendingWindowInDaysType

@length(min: 1, max: 4096)
@sensitive
blob PlaintextType

list PolicyNameList {
    member: PolicyNameType
}

@length(min: 1, max: 128)
@pattern("[\\w]+")
string PolicyNameType

@length(min: 1, max: 131072)
@pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+")
string PolicyType

@length(min: 1, max: 256)
@pattern("^[\\w+=,.@:/-]+$")
string PrincipalIdType

structure PutKeyPolicyRequest {
    @required
    KeyId: KeyIdType
    PolicyName: PolicyNameType
    @required
    Policy: PolicyType
    BypassPolicyLockoutSafetyCheck: BooleanType
}

structure ReEncryptRequest {
    CiphertextBlob: CiphertextType
    SourceEncryptionContext: EncryptionContextType
    SourceKeyId: KeyIdType
    @required
    DestinationKeyId: KeyIdType
    DestinationEncryptionContext: EncryptionContextType
    SourceEncryptionAlgorithm: EncryptionAlgorithmSpec
    DestinationEncryptionAlgorithm: EncryptionAlgorithmSpec
    GrantTokens: GrantTokenList
    DryRun: NullableBooleanType
    DryRunModifiers: DryRunModifierList
}

structure ReEncryptResponse {
    CiphertextBlob: CiphertextType
    SourceKeyId: KeyIdType
    KeyId: KeyIdType
    SourceEncryptionAlgorithm: EncryptionAlgorithmSpec
    DestinationEncryptionAlgorithm: EncryptionAlgorithmSpec
    SourceKeyMaterialId: BackingKeyIdType
    DestinationKeyMaterialId: BackingKeyIdType
}

structure RecipientInfo {
    KeyEncryptionAlgorithm: KeyEncryptionMechanism
    AttestationDocument: AttestationDocumentType
}

@length(min: 1, max: 32)
@pattern("^([a-z]+-){2,3}\\d+$")
string RegionType

structure RetireGrantRequest {
    GrantToken: GrantTokenType
    KeyId: KeyIdType
    GrantId: GrantIdType
    DryRun: NullableBooleanType
}

structure RevokeGrantRequest {
    @required
    KeyId: KeyIdType
    @required
    GrantId: GrantIdType
    DryRun: NullableBooleanType
}

structure RotateKeyOnDemandRequest {
    @required
    KeyId: KeyIdType
}

structure RotateKeyOnDemandResponse {
    KeyId: KeyIdType
}

@range(min: 90, max: 2560)
integer RotationPeriodInDaysType

enum RotationType {
    AUTOMATIC
    ON_DEMAND
}

list RotationsList {
    member: RotationsListEntry
}

structure RotationsListEntry {
    KeyId: KeyIdType
    KeyMaterialId: BackingKeyIdType
    KeyMaterialDescription: KeyMaterialDescriptionType
    ImportState: ImportState
    KeyMaterialState: KeyMaterialState
    ExpirationModel: ExpirationModelType
    ValidTo: DateType
    RotationDate: DateType
    RotationType: RotationType
}

structure ScheduleKeyDeletionRequest {
    @required
    KeyId: KeyIdType
    PendingWindowInDays: PendingWindowInDaysType
}

structure ScheduleKeyDeletionResponse {
    KeyId: KeyIdType
    DeletionDate: DateType
    KeyState: KeyState
    PendingWindowInDays: PendingWindowInDaysType
}

enum SigningAlgorithmSpec {
    RSASSA_PSS_SHA_256
    RSASSA_PSS_SHA_384
    RSASSA_PSS_SHA_512
    RSASSA_PKCS1_V1_5_SHA_256
    RSASSA_PKCS1_V1_5_SHA_384
    RSASSA_PKCS1_V1_5_SHA_512
    ECDSA_SHA_256
    ECDSA_SHA_384
    ECDSA_SHA_512
    SM2DSA
    ML_DSA_SHAKE_256
    ED25519_SHA_512
    ED25519_PH_SHA_512
}

list SigningAlgorithmSpecList {
    member: SigningAlgorithmSpec
}

structure Tag {
    @required
    TagKey: TagKeyType
    @required
    TagValue: TagValueType
}

@error("client")
structure TagException {
    message: ErrorMessageType
}

list TagKeyList {
    member: TagKeyType
}

@length(min: 1, max: 128)
string TagKeyType

list TagList {
    member: Tag
}

structure TagResourceRequest {
    @required
    KeyId: KeyIdType
    @required
    Tags: TagList
}

@length(min: 0, max: 256)
string TagValueType

@error("client")
structure UnsupportedOperationException {
    message: ErrorMessageType
}

structure UntagResourceRequest {
    @required
    KeyId: KeyIdType
    @required
    TagKeys: TagKeyList
}

structure UpdateAliasRequest {
    @required
    AliasName: AliasNameType
    @required
    TargetKeyId: KeyIdType
}

structure UpdateKeyDescriptionRequest {
    @required
    KeyId: KeyIdType
    @required
    Description: DescriptionType
}

@error("client")
structure XksKeyAlreadyInUseException {
    message: ErrorMessageType
}

structure XksKeyConfigurationType {
    Id: XksKeyIdType
}

@length(min: 1, max: 128)
@pattern("^[a-zA-Z0-9-_.]+$")
string XksKeyIdType

@error("client")
structure XksKeyInvalidConfigurationException {
    message: ErrorMessageType
}

@error("client")
structure XksKeyNotFoundException {
    message: ErrorMessageType
}

operation GenerateDataKeyPair {
    input: GenerateDataKeyPairRequest
    output: GenerateDataKeyPairResponse
    errors: [
        NotFoundException
        DisabledException
        KeyUnavailableException
        DependencyTimeoutException
        InvalidKeyUsageException
        InvalidGrantTokenException
        KMSInternalException
        KMSInvalidStateException
        UnsupportedOperationException
        DryRunOperationException
    ]
}

operation GenerateDataKeyPairWithoutPlaintext {
    input: GenerateDataKeyPairWithoutPlaintextRequest
    output: GenerateDataKeyPairWithoutPlaintextResponse
    errors: [
        NotFoundException
        DisabledException
        KeyUnavailableException
        DependencyTimeoutException
        InvalidKeyUsageException
        InvalidGrantTokenException
        KMSInternalException
        KMSInvalidStateException
        UnsupportedOperationException
        DryRunOperationException
    ]
}

operation GenerateMac {
    input: GenerateMacRequest
    output: GenerateMacResponse
    errors: [
        NotFoundException
        DisabledException
        KeyUnavailableException
        InvalidKeyUsageException
        InvalidGrantTokenException
        KMSInternalException
        KMSInvalidStateException
        DryRunOperationException
    ]
}

operation GetPublicKey {
    input: GetPublicKeyRequest
    output: GetPublicKeyResponse
    errors: [
        NotFoundException
        DisabledException
        KeyUnavailableException
        DependencyTimeoutException
        UnsupportedOperationException
        InvalidArnException
        InvalidGrantTokenException
        InvalidKeyUsageException
        KMSInternalException
        KMSInvalidStateException
    ]
}

operation Sign {
    input: SignRequest
    output: SignResponse
    errors: [
        NotFoundException
        DisabledException
        KeyUnavailableException
        DependencyTimeoutException
        InvalidKeyUsageException
        InvalidGrantTokenException
        KMSInternalException
        KMSInvalidStateException
        DryRunOperationException
    ]
}

operation Verify {
    input: VerifyRequest
    output: VerifyResponse
    errors: [
        NotFoundException
        DisabledException
        KeyUnavailableException
        DependencyTimeoutException
        InvalidKeyUsageException
        InvalidGrantTokenException
        KMSInternalException
        KMSInvalidStateException
        KMSInvalidSignatureException
        DryRunOperationException
    ]
}

operation VerifyMac {
    input: VerifyMacRequest
    output: VerifyMacResponse
    errors: [
        NotFoundException
        DisabledException
        KeyUnavailableException
        InvalidKeyUsageException
        InvalidGrantTokenException
        KMSInternalException
        KMSInvalidMacException
        KMSInvalidStateException
        DryRunOperationException
    ]
}

structure GenerateDataKeyPairRequest {
    EncryptionContext: EncryptionContextType
    @required
    KeyId: KeyIdType
    @required
    KeyPairSpec: DataKeyPairSpec
    GrantTokens: GrantTokenList
    Recipient: RecipientInfo
    DryRun: NullableBooleanType
}

structure GenerateDataKeyPairResponse {
    PrivateKeyCiphertextBlob: CiphertextType
    PrivateKeyPlaintext: PlaintextType
    PublicKey: PublicKeyType
    KeyId: KeyIdType
    KeyPairSpec: DataKeyPairSpec
    CiphertextForRecipient: CiphertextType
    KeyMaterialId: BackingKeyIdType
}

structure GenerateDataKeyPairWithoutPlaintextRequest {
    EncryptionContext: EncryptionContextType
    @required
    KeyId: KeyIdType
    @required
    KeyPairSpec: DataKeyPairSpec
    GrantTokens: GrantTokenList
    DryRun: NullableBooleanType
}

structure GenerateDataKeyPairWithoutPlaintextResponse {
    PrivateKeyCiphertextBlob: CiphertextType
    PublicKey: PublicKeyType
    KeyId: KeyIdType
    KeyPairSpec: DataKeyPairSpec
    KeyMaterialId: BackingKeyIdType
}

structure GenerateMacRequest {
    @required
    Message: PlaintextType
    @required
    KeyId: KeyIdType
    @required
    MacAlgorithm: MacAlgorithmSpec
    GrantTokens: GrantTokenList
    DryRun: NullableBooleanType
}

structure GenerateMacResponse {
    Mac: CiphertextType
    MacAlgorithm: MacAlgorithmSpec
    KeyId: KeyIdType
}

structure GetPublicKeyRequest {
    @required
    KeyId: KeyIdType
    GrantTokens: GrantTokenList
}

structure GetPublicKeyResponse {
    KeyId: KeyIdType
    PublicKey: PublicKeyType
    CustomerMasterKeySpec: CustomerMasterKeySpec
    KeySpec: KeySpec
    KeyUsage: KeyUsageType
    EncryptionAlgorithms: EncryptionAlgorithmSpecList
    SigningAlgorithms: SigningAlgorithmSpecList
    KeyAgreementAlgorithms: KeyAgreementAlgorithmSpecList
}

structure SignRequest {
    @required
    KeyId: KeyIdType
    @required
    Message: PlaintextType
    MessageType: MessageType
    GrantTokens: GrantTokenList
    @required
    SigningAlgorithm: SigningAlgorithmSpec
    DryRun: NullableBooleanType
}

structure SignResponse {
    KeyId: KeyIdType
    Signature: CiphertextType
    SigningAlgorithm: SigningAlgorithmSpec
}

@error("client")
structure KMSInvalidSignatureException {
    message: ErrorMessageType
}

structure VerifyRequest {
    @required
    KeyId: KeyIdType
    @required
    Message: PlaintextType
    MessageType: MessageType
    @required
    Signature: CiphertextType
    @required
    SigningAlgorithm: SigningAlgorithmSpec
    GrantTokens: GrantTokenList
    DryRun: NullableBooleanType
}

structure VerifyResponse {
    KeyId: KeyIdType
    SignatureValid: BooleanType
    SigningAlgorithm: SigningAlgorithmSpec
}

@error("client")
structure KMSInvalidMacException {
    message: ErrorMessageType
}

structure VerifyMacRequest {
    @required
    Message: PlaintextType
    @required
    KeyId: KeyIdType
    @required
    MacAlgorithm: MacAlgorithmSpec
    @required
    Mac: CiphertextType
    GrantTokens: GrantTokenList
    DryRun: NullableBooleanType
}

structure VerifyMacResponse {
    KeyId: KeyIdType
    MacValid: BooleanType
    MacAlgorithm: MacAlgorithmSpec
}

enum DataKeyPairSpec {
    RSA_2048
    RSA_3072
    RSA_4096
    ECC_NIST_P256
    ECC_NIST_P384
    ECC_NIST_P521
    ECC_SECG_P256K1
    SM2
    ECC_NIST_EDWARDS25519
}

@length(min: 1, max: 8192)
blob PublicKeyType

enum MessageType {
    RAW
    DIGEST
    EXTERNAL_MU
}

operation DeriveSharedSecret {
    input: DeriveSharedSecretRequest
    output: DeriveSharedSecretResponse
    errors: [
        NotFoundException
        DisabledException
        KeyUnavailableException
        DependencyTimeoutException
        InvalidGrantTokenException
        InvalidKeyUsageException
        KMSInternalException
        KMSInvalidStateException
        DryRunOperationException
    ]
}

structure DeriveSharedSecretRequest {
    @required
    KeyId: KeyIdType
    @required
    KeyAgreementAlgorithm: KeyAgreementAlgorithmSpec
    @required
    PublicKey: PublicKeyType
    GrantTokens: GrantTokenList
    DryRun: NullableBooleanType
    Recipient: RecipientInfo
}

structure DeriveSharedSecretResponse {
    KeyId: KeyIdType
    SharedSecret: PlaintextType
    CiphertextForRecipient: CiphertextType
    KeyAgreementAlgorithm: KeyAgreementAlgorithmSpec
    KeyOrigin: OriginType
}
