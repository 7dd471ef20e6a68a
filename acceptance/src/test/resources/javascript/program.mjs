// What a program with the AWS SDK for JavaScript v3 and its document client does: node program.mjs ENDPOINT.
// Ends with 0 and "all is well" where all answers are right.
import assert from "node:assert/strict";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeEndpointsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
  ScanCommand as PlainScan,
  TagResourceCommand,
  UpdateTableCommand,
  paginateListTables,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  NumberValue,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
  paginateQuery,
  paginateScan,
} from "@aws-sdk/lib-dynamodb";

const setup = {
  endpoint: process.argv[2],
  region: "us-east-1",
  credentials: { accessKeyId: "any", secretAccessKey: "any" },
  maxAttempts: 1,
};
const plain = new DynamoDBClient(setup);
const client = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
const exact = DynamoDBDocumentClient.from(new DynamoDBClient(setup), { unmarshallOptions: { wrapNumbers: NumberValue.from } });
const waiting = { client: plain, maxWaitTime: 20, minDelay: 1 };
const TableName = "orders";

async function refused(name, call) {
  try {
    await call();
  } catch (error) {
    assert.equal(error.name, name, error);
    assert.equal(error.$metadata.httpStatusCode, 400);
    assert.equal(error.$metadata.requestId.length, 52);
    return error;
  }
  throw new Error("not refused: " + name);
}

async function tables() {
  await plain.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "customer", AttributeType: "S" },
        { AttributeName: "number", AttributeType: "N" },
        { AttributeName: "city", AttributeType: "S" },
        { AttributeName: "total", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "customer", KeyType: "HASH" },
        { AttributeName: "number", KeyType: "RANGE" },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: "by-total",
          KeySchema: [
            { AttributeName: "customer", KeyType: "HASH" },
            { AttributeName: "total", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["city"] },
        },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-city",
          KeySchema: [
            { AttributeName: "city", KeyType: "HASH" },
            { AttributeName: "total", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "ALL" },
        },
      ],
      Tags: [{ Key: "stage", Value: "test" }],
    }),
  );
  assert.equal((await waitUntilTableExists(waiting, { TableName })).state, "SUCCESS");
  const { Table } = await plain.send(new DescribeTableCommand({ TableName }));
  assert.equal(Table.TableStatus, "ACTIVE");
  assert.ok(Table.CreationDateTime instanceof Date && Math.abs(Table.CreationDateTime - Date.now()) < 60_000);
  assert.deepEqual(Table.LocalSecondaryIndexes[0].Projection, {
    ProjectionType: "INCLUDE",
    NonKeyAttributes: ["city"],
  });
  assert.equal(Table.GlobalSecondaryIndexes[0].IndexStatus, "ACTIVE");
  await plain.send(new TagResourceCommand({ ResourceArn: Table.TableArn, Tags: [{ Key: "owner", Value: "we" }] }));
  const { Tags } = await plain.send(new ListTagsOfResourceCommand({ ResourceArn: Table.TableArn }));
  assert.deepEqual(Tags.map((tag) => tag.Key).sort(), ["owner", "stage"]);
  const { Endpoints } = await plain.send(new DescribeEndpointsCommand({}));
  assert.deepEqual(Endpoints, [{ Address: new URL(process.argv[2]).host, CachePeriodInMinutes: 1440 }]);
  await refused("ResourceNotFoundException", () => plain.send(new DescribeTableCommand({ TableName: "nothing" })));
}

async function items() {
  const Item = {
    customer: "ada",
    number: 1,
    city: "Liège",
    total: 12.5,
    text: "",
    yes: true,
    nothing: null,
    bytes: new Uint8Array([0, 1, 255]),
    words: new Set(["a", "b"]),
    numbers: new Set([1, 2.5, -3]),
    blobs: new Set([new Uint8Array([7])]),
    list: [1, "two", { three: [3] }],
    map: { deep: { deeper: "é€😀" } },
    gone: undefined,
  };
  await client.send(new PutCommand({ TableName, Item }));
  const Key = { customer: "ada", number: 1 };
  const found = (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
  delete Item.gone;
  assert.deepEqual(found, Item);
  const big = "-12345678901234567890.123456789012345678";
  await exact.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: "SET big = :big, #t = #t + :one REMOVE #list[0] ADD words :more DELETE numbers :less",
      ExpressionAttributeNames: { "#t": "total", "#list": "list" },
      ExpressionAttributeValues: {
        ":big": NumberValue.from(big),
        ":one": 1,
        ":more": new Set(["c"]),
        ":less": new Set([1]),
      },
      ReturnValues: "ALL_NEW",
    }),
  );
  const changed = (await exact.send(new GetCommand({ TableName, Key }))).Item;
  assert.equal(changed.big.toString(), big);
  assert.equal(changed.total.toString(), "13.5");
  assert.deepEqual(changed.words, new Set(["a", "b", "c"]));
  assert.equal(changed.numbers.size, 2);
  assert.equal(changed.list.length, 2);
  const old = await exact.send(
    new DeleteCommand({ TableName, Key, ReturnValues: "ALL_OLD", ReturnConsumedCapacity: "INDEXES" }),
  );
  assert.equal(old.Attributes.city, "Liège");
  assert.deepEqual(Object.keys(old.ConsumedCapacity.GlobalSecondaryIndexes), ["by-city"]);
}

async function conditions() {
  const Item = { customer: "ada", number: 2, version: 1, tags: new Set(["x"]) };
  await client.send(new PutCommand({ TableName, Item }));
  const error = await refused("ConditionalCheckFailedException", () =>
    client.send(
      new PutCommand({
        TableName,
        Item,
        ConditionExpression: "version > :v",
        ExpressionAttributeValues: { ":v": 5 },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    ),
  );
  assert.equal(error.message, "The conditional request failed");
  assert.deepEqual(error.Item, {
    customer: { S: "ada" },
    number: { N: "2" },
    version: { N: "1" },
    tags: { SS: ["x"] },
  });
  await refused("ValidationException", () => client.send(new GetCommand({ TableName, Key: { customer: "ada" } })));
  await client.send(new DeleteCommand({ TableName, Key: { customer: "ada", number: 2 } }));
}

async function batches() {
  const all = [];
  for (let number = 0; number < 100; number++) {
    all.push({ customer: "grace", number, city: number % 2 ? "Gent" : "Namur", total: 1000 - number });
  }
  for (let from = 0; from < all.length; from += 25) {
    const requests = all.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    const answer = await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
    assert.deepEqual(answer.UnprocessedItems, {});
  }
  const Keys = all.slice(0, 100).map(({ customer, number }) => ({ customer, number }));
  const read = await client.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }));
  assert.equal(read.Responses[TableName].length, 100);
  assert.deepEqual(read.UnprocessedKeys, {});
}

async function pages() {
  let seen = [];
  const query = {
    TableName,
    IndexName: "by-city",
    KeyConditionExpression: "city = :c AND #t BETWEEN :low AND :high",
    FilterExpression: "#n <> :not",
    ExpressionAttributeNames: { "#t": "total", "#n": "number" },
    ExpressionAttributeValues: { ":c": "Gent", ":low": 0, ":high": 2000, ":not": 51 },
    ScanIndexForward: false,
  };
  for await (const page of paginateQuery({ client, pageSize: 7 }, query)) {
    assert.ok(page.ScannedCount <= 7);
    seen.push(...page.Items.map((item) => item.number));
  }
  const expected = [...Array(50).keys()].map((at) => at * 2 + 1).filter((number) => number !== 51);
  assert.deepEqual(seen, expected);
  const local = await client.send(
    new QueryCommand({
      TableName,
      IndexName: "by-total",
      KeyConditionExpression: "customer = :c AND #t <= :most",
      ExpressionAttributeNames: { "#t": "total" },
      ExpressionAttributeValues: { ":c": "grace", ":most": 903 },
    }),
  );
  assert.deepEqual(local.Items.map((item) => item.total), [901, 902, 903]);
  assert.deepEqual(Object.keys(local.Items[0]).sort(), ["city", "customer", "number", "total"]);
  seen = [];
  for await (const page of paginateScan({ client, pageSize: 9 }, { TableName, ProjectionExpression: "#n", ExpressionAttributeNames: { "#n": "number" } })) {
    seen.push(...page.Items.map((item) => item.number));
  }
  assert.equal(new Set(seen).size, 100);
  const count = await plain.send(new PlainScan({ TableName, IndexName: "by-city", Select: "COUNT" }));
  assert.equal(count.Count, 100);
}

async function transactions() {
  const key = (number) => ({ customer: "grace", number });
  const ClientRequestToken = "token-" + Date.now();
  const write = new TransactWriteCommand({
    ClientRequestToken,
    TransactItems: [
      { Put: { TableName, Item: { customer: "grace", number: 200, total: 1 } } },
      {
        Update: {
          TableName,
          Key: key(0),
          UpdateExpression: "ADD hits :one",
          ExpressionAttributeValues: { ":one": 1 },
        },
      },
      { Delete: { TableName, Key: key(1) } },
      { ConditionCheck: { TableName, Key: key(2), ConditionExpression: "attribute_exists(customer)" } },
    ],
  });
  await client.send(write);
  await client.send(write);
  const read = await client.send(
    new TransactGetCommand({ TransactItems: [0, 1, 200].map((number) => ({ Get: { TableName, Key: key(number) } })) }),
  );
  assert.equal(read.Responses[0].Item.hits, 1);
  assert.equal(read.Responses[1].Item, undefined);
  assert.equal(read.Responses[2].Item.total, 1);
  const cancelled = await refused("TransactionCanceledException", () =>
    client.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName, Item: { customer: "grace", number: 300 } } },
          {
            Put: {
              TableName,
              Item: key(200),
              ConditionExpression: "attribute_not_exists(customer)",
              ReturnValuesOnConditionCheckFailure: "ALL_OLD",
            },
          },
        ],
      }),
    ),
  );
  assert.equal(
    cancelled.message,
    "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]",
  );
  assert.deepEqual(
    cancelled.CancellationReasons.map((reason) => reason.Code),
    ["None", "ConditionalCheckFailed"],
  );
  assert.equal(cancelled.CancellationReasons[1].Message, "The conditional request failed");
  assert.equal(cancelled.CancellationReasons[1].Item.total.N, "1");
  assert.equal((await client.send(new GetCommand({ TableName, Key: key(300) }))).Item, undefined);
  await refused("IdempotentParameterMismatchException", () =>
    client.send(
      new TransactWriteCommand({ ClientRequestToken, TransactItems: [{ Delete: { TableName, Key: key(5) } }] }),
    ),
  );
}

async function end() {
  await plain.send(
    new UpdateTableCommand({
      TableName,
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "by-city" } }],
    }),
  );
  await waitUntilTableExists(waiting, { TableName });
  const names = [];
  for await (const page of paginateListTables({ client: plain, pageSize: 1 }, {})) {
    names.push(...page.TableNames);
  }
  assert.deepEqual(names, [TableName]);
  await plain.send(new DeleteTableCommand({ TableName }));
  assert.equal((await waitUntilTableNotExists(waiting, { TableName })).state, "SUCCESS");
}

for (const part of [tables, items, conditions, batches, pages, transactions, end]) {
  await part();
}
console.log("all is well");
