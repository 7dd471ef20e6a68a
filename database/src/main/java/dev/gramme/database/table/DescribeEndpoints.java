package dev.gramme.database.table;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.DescribeEndpointsRequest;
import dev.gramme.model.dynamodb.DescribeEndpointsResponse;
import dev.gramme.model.dynamodb.Endpoint;
import dev.gramme.model.dynamodb.Operations;
import java.util.List;

/** DescribeEndpoints: whoever reached this database may go on as it came. */
public final class DescribeEndpoints implements Operation<DescribeEndpointsRequest, DescribeEndpointsResponse> {
    /** As DynamoDB answers: a day. */
    private static final long CACHE_MINUTES = 1_440;

    @Override
    public OperationShape<DescribeEndpointsRequest, DescribeEndpointsResponse> shape() {
        return Operations.DESCRIBE_ENDPOINTS;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public DescribeEndpointsResponse run(Call call, DescribeEndpointsRequest request) {
        return new DescribeEndpointsResponse(List.of(new Endpoint(call.endpoint(), CACHE_MINUTES)));
    }
}
