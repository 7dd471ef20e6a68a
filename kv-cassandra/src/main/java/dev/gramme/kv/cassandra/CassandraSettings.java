package dev.gramme.kv.cassandra;

import dev.gramme.kv.KvException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the cluster is, from a location such as {@code cassandra://10.0.0.1:9042,10.0.0.2/gramme?dc=datacenter1&rf=3}.
 *
 * @param nodes to ask first; the others are found by them
 * @param keyspace made on first use
 * @param dataCenter the one to read from and write to
 * @param replicas of each row, in that data centre
 */
record CassandraSettings(List<InetSocketAddress> nodes, String keyspace, String dataCenter, int replicas) {
    static final String SCHEME = "cassandra";

    private static final int PORT = 9042;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");
    private static final Pattern DATA_CENTER = Pattern.compile("[A-Za-z0-9_.-]{1,48}");
    private static final String EXAMPLE = "cassandra://10.0.0.1:9042,10.0.0.2/gramme?dc=datacenter1&rf=3";

    static CassandraSettings parse(String location) {
        try {
            URI uri = new URI(location);
            String authority = uri.getRawAuthority();
            String path = uri.getPath();
            if (!SCHEME.equals(uri.getScheme()) || authority == null || path == null) {
                throw wrong(location);
            }
            List<InetSocketAddress> nodes = new ArrayList<>();
            for (String node : authority.split(",", -1)) {
                nodes.add(address(node, location));
            }
            String keyspace = path.length() <= 1 ? "gramme" : path.substring(1);
            Map<String, String> more = query(uri.getQuery(), location);
            String dataCenter = more.getOrDefault("dc", "datacenter1");
            int replicas = Integer.parseInt(more.getOrDefault("rf", "3"));
            if (!NAME.matcher(keyspace).matches()
                    || !DATA_CENTER.matcher(dataCenter).matches()
                    || replicas < 1
                    || replicas > 9) {
                throw wrong(location);
            }
            return new CassandraSettings(List.copyOf(nodes), keyspace, dataCenter, replicas);
        } catch (URISyntaxException | NumberFormatException e) {
            throw wrong(location);
        }
    }

    private static InetSocketAddress address(String node, String location) {
        int colon = node.lastIndexOf(':');
        String host = colon < 0 ? node : node.substring(0, colon);
        if (host.isEmpty()) {
            throw wrong(location);
        }
        return new InetSocketAddress(host, colon < 0 ? PORT : Integer.parseInt(node.substring(colon + 1)));
    }

    private static Map<String, String> query(String query, String location) {
        Map<String, String> more = new HashMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 0 || !List.of("dc", "rf").contains(pair.substring(0, equals))) {
                    throw wrong(location);
                }
                more.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return more;
    }

    private static KvException wrong(String location) {
        return new KvException.Unavailable(
                "The location " + location + " is none of a Cassandra cluster; it looks like " + EXAMPLE, null);
    }
}
