"""What a program with boto3 does: python3 boto3_program.py ENDPOINT. Ends with 0 and "all is well" where all answers are right."""

import sys
import time
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.config import Config
from botocore.exceptions import ClientError

SETUP = dict(
    endpoint_url=sys.argv[1],
    region_name="us-east-1",
    aws_access_key_id="any",
    aws_secret_access_key="any",
    config=Config(retries={"max_attempts": 1}),
)


def refused(code, text, call, **parameters):
    try:
        call(**parameters)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        assert text in error.response["Error"]["Message"], error
        assert len(error.response["ResponseMetadata"]["RequestId"]) == 52, error
        return error.response
    raise AssertionError("not refused: " + code)


def make_table(resource):
    table = resource.create_table(
        TableName="films",
        AttributeDefinitions=[
            {"AttributeName": "director", "AttributeType": "S"},
            {"AttributeName": "year", "AttributeType": "N"},
        ],
        KeySchema=[
            {"AttributeName": "director", "KeyType": "HASH"},
            {"AttributeName": "year", "KeyType": "RANGE"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    table.wait_until_exists()
    table.reload()
    assert table.table_status == "ACTIVE"
    return table


def items(table):
    film = {
        "director": "Varda",
        "year": 1962,
        "title": "Cléo de 5 à 7",
        "rating": Decimal("7.8"),
        "stars": {"Marchand", "Bourseiller"},
        "poster": b"\x00\x01\xff",
        "notes": {"seen": True, "with": None, "scenes": [1, "two", {"three": 3}]},
    }
    table.put_item(Item=film)
    found = table.get_item(Key={"director": "Varda", "year": 1962}, ConsistentRead=True)["Item"]
    assert found == film, found
    changed = table.update_item(
        Key={"director": "Varda", "year": 1962},
        UpdateExpression="SET notes.scenes[1] = :s, rating = rating + :r REMOVE poster",
        ConditionExpression=Attr("title").begins_with("Cléo"),
        ExpressionAttributeValues={":s": "zwei", ":r": Decimal("0.1")},
        ReturnValues="ALL_NEW",
    )["Attributes"]
    assert changed["rating"] == Decimal("7.9") and "poster" not in changed, changed
    assert changed["notes"]["scenes"] == [1, "zwei", {"three": 3}], changed
    gone = table.delete_item(Key={"director": "Varda", "year": 1962}, ReturnValues="ALL_OLD")
    assert gone["Attributes"] == changed


def pages(table, client):
    with table.batch_writer() as batch:
        for year in range(1900, 1980):
            batch.put_item(Item={"director": "many", "year": year, "even": year % 2 == 0})
    answer = table.query(
        KeyConditionExpression=Key("director").eq("many") & Key("year").between(1950, 1959),
        FilterExpression=Attr("even").eq(True),
        ScanIndexForward=False,
    )
    assert [item["year"] for item in answer["Items"]] == [1958, 1956, 1954, 1952, 1950], answer
    assert answer["ScannedCount"] == 10
    counted = 0
    for page in client.get_paginator("query").paginate(
        TableName="films",
        KeyConditionExpression="director = :d",
        ExpressionAttributeValues={":d": {"S": "many"}},
        PaginationConfig={"PageSize": 7},
    ):
        counted += page["Count"]
    assert counted == 80, counted
    years = set()
    for segment in range(4):
        for page in client.get_paginator("scan").paginate(TableName="films", Segment=segment, TotalSegments=4):
            years.update(item["year"]["N"] for item in page["Items"])
    assert len(years) == 80, years


def batches(resource):
    keys = [{"director": "many", "year": year} for year in range(1890, 1910)]
    answer = resource.batch_get_item(RequestItems={"films": {"Keys": keys, "ConsistentRead": True}})
    assert len(answer["Responses"]["films"]) == 10 and answer["UnprocessedKeys"] == {}, answer


def errors(table, client):
    refused(
        "ConditionalCheckFailedException",
        "The conditional request failed",
        table.put_item,
        Item={"director": "many", "year": 1900},
        ConditionExpression=Attr("director").not_exists(),
    )
    refused("ResourceNotFoundException", "Requested resource not found", client.describe_table, TableName="nothing")
    refused("ResourceInUseException", "Table already exists: films", client.create_table,
            TableName="films",
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            BillingMode="PAY_PER_REQUEST")
    refused("ValidationException", "The provided key element does not match the schema", table.get_item,
            Key={"director": "many", "year": "1900"})
    try:
        client.put_item(
            TableName="films",
            Item={"director": {"S": "many"}, "year": {"N": "1900"}},
            ConditionExpression="attribute_not_exists(director)",
        )
    except client.exceptions.ConditionalCheckFailedException:
        pass


def make_orders(client):
    client.create_table(
        TableName="orders",
        AttributeDefinitions=[
            {"AttributeName": "customer", "AttributeType": "S"},
            {"AttributeName": "number", "AttributeType": "N"},
            {"AttributeName": "total", "AttributeType": "N"},
        ],
        KeySchema=[
            {"AttributeName": "customer", "KeyType": "HASH"},
            {"AttributeName": "number", "KeyType": "RANGE"},
        ],
        LocalSecondaryIndexes=[
            {
                "IndexName": "by-total",
                "KeySchema": [
                    {"AttributeName": "customer", "KeyType": "HASH"},
                    {"AttributeName": "total", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
        Tags=[{"Key": "stage", "Value": "test"}],
    )
    client.get_waiter("table_exists").wait(TableName="orders", WaiterConfig={"Delay": 1})


def indexes(resource, client):
    orders = resource.Table("orders")
    with orders.batch_writer() as batch:
        for number in range(60):
            batch.put_item(Item={"customer": "ada", "number": number, "total": 1000 - number, "city": "Gent"})
    client.update_table(
        TableName="orders",
        AttributeDefinitions=[
            {"AttributeName": "city", "AttributeType": "S"},
            {"AttributeName": "number", "AttributeType": "N"},
        ],
        GlobalSecondaryIndexUpdates=[
            {
                "Create": {
                    "IndexName": "by-city",
                    "KeySchema": [
                        {"AttributeName": "city", "KeyType": "HASH"},
                        {"AttributeName": "number", "KeyType": "RANGE"},
                    ],
                    "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["total"]},
                }
            }
        ],
    )
    for _ in range(100):
        (index,) = client.describe_table(TableName="orders")["Table"]["GlobalSecondaryIndexes"]
        if index["IndexStatus"] == "ACTIVE":
            break
        time.sleep(0.1)
    assert index["IndexStatus"] == "ACTIVE" and index["ItemCount"] == 60, index
    found = orders.query(
        IndexName="by-city",
        KeyConditionExpression=Key("city").eq("Gent") & Key("number").gte(57),
        ReturnConsumedCapacity="INDEXES",
    )
    assert [item["total"] for item in found["Items"]] == [943, 942, 941], found
    assert list(found["ConsumedCapacity"]["GlobalSecondaryIndexes"]) == ["by-city"], found
    pages = client.get_paginator("query").paginate(
        TableName="orders",
        IndexName="by-total",
        KeyConditionExpression="customer = :c",
        ExpressionAttributeValues={":c": {"S": "ada"}},
        PaginationConfig={"PageSize": 7, "MaxItems": 50},
    )
    totals = [int(item["total"]["N"]) for page in pages for item in page["Items"]]
    assert totals == list(range(941, 991)), totals
    refused("ValidationException", "The table does not have the specified index: nothing", orders.scan,
            IndexName="nothing")


def transactions(client):
    key = {"customer": {"S": "ada"}, "number": {"N": "1"}}
    put = {"Put": {"TableName": "orders", "Item": {"customer": {"S": "tx"}, "number": {"N": "1"}}}}
    add = {
        "Update": {
            "TableName": "orders",
            "Key": key,
            "UpdateExpression": "ADD hits :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        }
    }
    for _ in range(2):
        client.transact_write_items(TransactItems=[put, add], ClientRequestToken="once")
    (one,) = client.transact_get_items(TransactItems=[{"Get": {"TableName": "orders", "Key": key}}])["Responses"]
    assert one["Item"]["hits"] == {"N": "1"}, one
    check = {
        "ConditionCheck": {
            "TableName": "orders",
            "Key": key,
            "ConditionExpression": "attribute_not_exists(hits)",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
    }
    response = refused("TransactionCanceledException", "[None, ConditionalCheckFailed]",
                       client.transact_write_items, TransactItems=[put, check])
    assert response["CancellationReasons"][1]["Item"] == one["Item"], response
    refused("ValidationException", "Transaction request cannot include multiple operations on one item",
            client.transact_write_items, TransactItems=[add, check])


def settings(client):
    arn = client.describe_table(TableName="orders")["Table"]["TableArn"]
    client.tag_resource(ResourceArn=arn, Tags=[{"Key": "a", "Value": "b"}])
    client.untag_resource(ResourceArn=arn, TagKeys=["stage"])
    tags = [tag for page in client.get_paginator("list_tags_of_resource").paginate(ResourceArn=arn)
            for tag in page["Tags"]]
    assert tags == [{"Key": "a", "Value": "b"}], tags
    assert client.describe_limits()["TableMaxWriteCapacityUnits"] == 40000
    (endpoint,) = client.describe_endpoints()["Endpoints"]
    assert sys.argv[1].endswith("//" + endpoint["Address"]) and endpoint["CachePeriodInMinutes"] == 1440, endpoint
    ttl = client.describe_time_to_live(TableName="orders")["TimeToLiveDescription"]
    assert ttl == {"TimeToLiveStatus": "DISABLED"}, ttl
    backups = client.describe_continuous_backups(TableName="orders")["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"] == {"PointInTimeRecoveryStatus": "DISABLED"}, backups
    insights = client.describe_contributor_insights(TableName="orders")
    assert insights["ContributorInsightsStatus"] == "DISABLED", insights
    client.delete_table(TableName="orders")
    client.get_waiter("table_not_exists").wait(TableName="orders", WaiterConfig={"Delay": 1})


def keys(table):
    kms = boto3.client("kms", **SETUP)
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/films", TargetKeyId=key)
    context = {"film": "Stalker"}
    encrypted = kms.encrypt(KeyId="alias/films", Plaintext=b"a secret", EncryptionContext=context)
    table.put_item(Item={"director": "Tarkovsky", "year": 1979, "secret": encrypted["CiphertextBlob"]})
    stored = table.get_item(Key={"director": "Tarkovsky", "year": 1979})["Item"]["secret"].value
    assert kms.decrypt(CiphertextBlob=stored, EncryptionContext=context)["Plaintext"] == b"a secret"
    try:
        kms.decrypt(CiphertextBlob=stored)
        raise AssertionError("decrypted without its context")
    except kms.exceptions.InvalidCiphertextException:
        pass
    kms.disable_key(KeyId=key)
    try:
        kms.decrypt(CiphertextBlob=stored, EncryptionContext=context)
        raise AssertionError("decrypted with a disabled key")
    except kms.exceptions.DisabledException as error:
        assert "is disabled." in str(error), error
    table.delete_item(Key={"director": "Tarkovsky", "year": 1979})


def main():
    resource = boto3.resource("dynamodb", **SETUP)
    client = boto3.client("dynamodb", **SETUP)
    table = make_table(resource)
    items(table)
    pages(table, client)
    batches(resource)
    errors(table, client)
    make_orders(client)
    indexes(resource, client)
    transactions(client)
    settings(client)
    keys(table)
    assert client.list_tables()["TableNames"] == ["films"]
    table.delete()
    table.wait_until_not_exists()
    assert client.list_tables()["TableNames"] == []
    print("all is well")


main()
