"""What a program with boto3 does: python3 boto3_program.py ENDPOINT. Ends with 0 and "all is well" where all answers are right."""

import sys
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


def main():
    resource = boto3.resource("dynamodb", **SETUP)
    client = boto3.client("dynamodb", **SETUP)
    table = make_table(resource)
    items(table)
    pages(table, client)
    batches(resource)
    errors(table, client)
    assert client.list_tables()["TableNames"] == ["films"]
    table.delete()
    table.wait_until_not_exists()
    assert client.list_tables()["TableNames"] == []
    print("all is well")


main()
