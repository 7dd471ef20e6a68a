package dev.gramme.database.transact;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.write.PlannedCheck;
import dev.gramme.database.write.PlannedDelete;
import dev.gramme.database.write.PlannedPut;
import dev.gramme.database.write.PlannedUpdate;
import dev.gramme.item.Item;
import dev.gramme.model.dynamodb.ConditionCheck;
import dev.gramme.model.dynamodb.Delete;
import dev.gramme.model.dynamodb.DeleteItemInput;
import dev.gramme.model.dynamodb.Put;
import dev.gramme.model.dynamodb.PutItemInput;
import dev.gramme.model.dynamodb.TransactWriteItem;
import dev.gramme.model.dynamodb.Update;
import dev.gramme.model.dynamodb.UpdateItemInput;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The actions of TransactWriteItems, lowered to the writes of the single-item operations. */
final class Actions {
    private Actions() {}

    static Action of(TransactWriteItem item) {
        Put put = item.put();
        Update update = item.update();
        Delete delete = item.delete();
        ConditionCheck check = item.conditionCheck();
        int count =
                (put == null ? 0 : 1) + (update == null ? 0 : 1) + (delete == null ? 0 : 1) + (check == null ? 0 : 1);
        if (count > 1) {
            throw DynamoException.validation("TransactItems can only contain one of Check, Put, Update or Delete");
        }
        if (put != null) {
            return of(put);
        }
        if (update != null) {
            return of(update);
        }
        if (delete != null) {
            return of(delete);
        }
        if (check != null) {
            return of(check);
        }
        throw DynamoException.validation(
                "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
    }

    static PutItemInput lowered(Put put) {
        return PutItemInput.builder()
                .item(put.item())
                .conditionExpression(put.conditionExpression())
                .expressionAttributeNames(put.expressionAttributeNames())
                .expressionAttributeValues(put.expressionAttributeValues())
                .returnValuesOnConditionCheckFailure(put.returnValuesOnConditionCheckFailure())
                .build();
    }

    private static Action of(Put put) {
        return new Action(
                Objects.requireNonNull(put.tableName()),
                PlannedPut.of(lowered(put)),
                put.returnValuesOnConditionCheckFailure(),
                expressionBytes(
                        put.expressionAttributeNames(), put.expressionAttributeValues(), put.conditionExpression()));
    }

    static UpdateItemInput lowered(Update update) {
        return UpdateItemInput.builder()
                .key(update.key())
                .updateExpression(update.updateExpression())
                .conditionExpression(update.conditionExpression())
                .expressionAttributeNames(update.expressionAttributeNames())
                .expressionAttributeValues(update.expressionAttributeValues())
                .returnValuesOnConditionCheckFailure(update.returnValuesOnConditionCheckFailure())
                .build();
    }

    private static Action of(Update update) {
        return new Action(
                Objects.requireNonNull(update.tableName()),
                PlannedUpdate.of(lowered(update)),
                update.returnValuesOnConditionCheckFailure(),
                expressionBytes(
                        update.expressionAttributeNames(),
                        update.expressionAttributeValues(),
                        update.updateExpression(),
                        update.conditionExpression()));
    }

    static DeleteItemInput lowered(Delete delete) {
        return DeleteItemInput.builder()
                .key(delete.key())
                .conditionExpression(delete.conditionExpression())
                .expressionAttributeNames(delete.expressionAttributeNames())
                .expressionAttributeValues(delete.expressionAttributeValues())
                .returnValuesOnConditionCheckFailure(delete.returnValuesOnConditionCheckFailure())
                .build();
    }

    private static Action of(Delete delete) {
        return new Action(
                Objects.requireNonNull(delete.tableName()),
                PlannedDelete.of(lowered(delete)),
                delete.returnValuesOnConditionCheckFailure(),
                expressionBytes(
                        delete.expressionAttributeNames(),
                        delete.expressionAttributeValues(),
                        delete.conditionExpression()));
    }

    private static Action of(ConditionCheck check) {
        return new Action(
                Objects.requireNonNull(check.tableName()),
                PlannedCheck.of(
                        Objects.requireNonNull(check.key()),
                        Objects.requireNonNull(check.conditionExpression()),
                        check.expressionAttributeNames(),
                        check.expressionAttributeValues()),
                check.returnValuesOnConditionCheckFailure(),
                expressionBytes(
                        check.expressionAttributeNames(),
                        check.expressionAttributeValues(),
                        check.conditionExpression()));
    }

    /** Texts, names and values; not the placeholders they are given by. */
    private static long expressionBytes(
            @Nullable Map<String, String> names, @Nullable Item values, @Nullable String... texts) {
        long bytes = 0;
        for (String text : texts) {
            bytes += text == null ? 0 : utf8Bytes(text);
        }
        if (names != null) {
            for (String name : names.values()) {
                bytes += utf8Bytes(name);
            }
        }
        if (values != null) {
            bytes += values.sizeBytes();
            for (String placeholder : values.names()) {
                bytes -= utf8Bytes(placeholder);
            }
        }
        return bytes;
    }

    private static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
