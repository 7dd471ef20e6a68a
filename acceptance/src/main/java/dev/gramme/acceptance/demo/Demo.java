package dev.gramme.acceptance.demo;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Loads 3,201 films and 231,083 flights through the public API, asks questions about them, and holds each answer
 * against a plain computation over the same files. Takes one argument: the project's folder.
 */
public final class Demo {
    private final Questions questions;
    private final List<Map<String, @Nullable Object>> films;
    private final List<Map<String, @Nullable Object>> flights;
    private int wrong;

    private Demo(
            Questions questions,
            List<Map<String, @Nullable Object>> films,
            List<Map<String, @Nullable Object>> flights) {
        this.questions = questions;
        this.films = films;
        this.flights = flights;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Path.of(arguments[0]);
        DataFiles files = DataFiles.fetch(home.resolve("acceptance/target/vega-datasets"));
        List<Map<String, @Nullable Object>> films = files.read("movies.json");
        List<Map<String, @Nullable Object>> flights = files.read("flights-200k.json");
        Path data = Files.createTempDirectory("gramme-demo");
        int wrong;
        try (ServerProcess server = ServerProcess.gramme(home, "--data", data.toString());
                ApiConnection connection = new ApiConnection(server.port())) {
            Tables.create(connection, "films", true);
            Tables.create(connection, "flights", true);
            Tables.create(connection, "hours", false);
            BulkLoad load = new BulkLoad(server.port());
            load.load("films", filmItems(films));
            load.load("flights", flightItems(flights));
            Demo demo = new Demo(new Questions(connection), films, flights);
            demo.askAll();
            wrong = demo.wrong;
        }
        System.out.println(wrong == 0 ? "All answers are right." : wrong + " answers are wrong.");
        System.exit(wrong == 0 ? 0 : 1);
    }

    /** Films lie under their genre, numbered as in the file. */
    private static List<String> filmItems(List<Map<String, @Nullable Object>> films) {
        List<String> items = new ArrayList<>();
        for (int at = 0; at < films.size(); at++) {
            StringBuilder item =
                    new StringBuilder("{\"pk\":" + Json.s(genre(films.get(at))) + ",\"sk\":" + Json.n("" + at));
            films.get(at).forEach((name, value) -> {
                if (value != null) {
                    item.append(',').append(Json.quote(name)).append(':').append(attribute(value));
                }
            });
            items.add(item.append('}').toString());
        }
        return items;
    }

    private static String genre(Map<String, @Nullable Object> film) {
        return Objects.requireNonNullElse(film.get("Major Genre"), "none").toString();
    }

    private static String attribute(Object value) {
        return value instanceof Double number ? Json.n(plain(number)) : Json.s(value.toString());
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** Flights lie under their distance, numbered as in the file. */
    private static List<String> flightItems(List<Map<String, @Nullable Object>> flights) {
        List<String> items = new ArrayList<>();
        for (int at = 0; at < flights.size(); at++) {
            Map<String, @Nullable Object> flight = flights.get(at);
            items.add(
                    "{\"pk\":" + Json.s(plain(Questions.number(flight.get("distance")))) + ",\"sk\":" + Json.n("" + at)
                            + ",\"delay\":" + Json.n(plain(Questions.number(flight.get("delay")))) + ",\"hour\":"
                            + Json.n("" + hour(flight)) + "}");
        }
        return items;
    }

    private static int hour(Map<String, @Nullable Object> flight) {
        return (int) Questions.number(flight.get("time"));
    }

    /** One answer of the server. */
    private interface Asked {
        Object answer() throws IOException;
    }

    private void check(String question, Object expected, Asked asked) throws IOException {
        long started = System.nanoTime();
        Object answer = asked.answer();
        long millis = (System.nanoTime() - started) / 1_000_000;
        boolean right = answer.equals(expected);
        wrong += right ? 0 : 1;
        System.out.printf("%s %-62s %-34s %5d ms%n", right ? "ok   " : "WRONG", question, answer, millis);
        if (!right) {
            System.out.println("      expected " + expected);
        }
    }

    private long filmsWhere(Predicate<Map<String, @Nullable Object>> wanted) {
        return films.stream().filter(wanted).count();
    }

    private long flightsWhere(Predicate<Map<String, @Nullable Object>> wanted) {
        return flights.stream().filter(wanted).count();
    }

    private void askAll() throws IOException {
        check(
                "films in all (Scan, COUNT)",
                (long) films.size(),
                () -> questions.count("Scan", "{\"TableName\":\"films\""));
        for (String genre : List.of("Comedy", "Documentary", "none")) {
            check(
                    "films of genre " + genre + " (Query, COUNT)",
                    filmsWhere(film -> genre(film).equals(genre)),
                    () -> questions.count("Query", ofPartition("films", genre)));
        }
        check(
                "films rated above 8.5 by IMDB (Scan with filter)",
                filmsWhere(film -> film.get("IMDB Rating") instanceof Double rating && rating > 8.5),
                () -> questions.count(
                        "Scan",
                        "{\"TableName\":\"films\",\"FilterExpression\":\"#r > :r\","
                                + "\"ExpressionAttributeNames\":{\"#r\":\"IMDB Rating\"},"
                                + "\"ExpressionAttributeValues\":{\":r\":"
                                + Json.n("8.5") + "}"));
        check(
                "films with \"Star\" in the title and no director (Scan with filter)",
                filmsWhere(film -> film.get("Director") == null
                        && String.valueOf(film.get("Title")).contains("Star")),
                () -> questions.count(
                        "Scan",
                        "{\"TableName\":\"films\",\"FilterExpression\":\"contains(Title, :t) AND"
                                + " attribute_not_exists(Director)\",\"ExpressionAttributeValues\":{\":t\":"
                                + Json.s("Star") + "}"));
        check(
                "gross of all Horror films in the US (Query, summed)",
                grossOf("Horror"),
                () -> sum(questions.items("Query", ofPartition("films", "Horror")), "US Gross"));
        askAboutFlights();
        countByUpdates();
    }

    private BigDecimal grossOf(String genre) {
        BigDecimal gross = BigDecimal.ZERO;
        for (Map<String, @Nullable Object> film : films) {
            if (genre(film).equals(genre) && film.get("US Gross") instanceof Double dollars) {
                gross = gross.add(BigDecimal.valueOf(dollars));
            }
        }
        return gross.stripTrailingZeros();
    }

    private static BigDecimal sum(List<Map<String, @Nullable Object>> items, String name) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map<String, @Nullable Object> item : items) {
            String value = Questions.attribute(item, name);
            sum = value == null ? sum : sum.add(new BigDecimal(value));
        }
        return sum.stripTrailingZeros();
    }

    private static String ofPartition(String table, String key) {
        return "{\"TableName\":\"" + table
                + "\",\"KeyConditionExpression\":\"pk = :p\",\"ExpressionAttributeValues\":{\":p\":" + Json.s(key)
                + "}";
    }

    private void askAboutFlights() throws IOException {
        check("flights in all (Scan in 8 segments)", (long) flights.size(), () -> {
            long count = 0;
            for (int segment = 0; segment < 8; segment++) {
                count += questions.count(
                        "Scan", "{\"TableName\":\"flights\",\"TotalSegments\":8,\"Segment\":" + segment);
            }
            return count;
        });
        check(
                "flights late by more than two hours (Scan with filter)",
                flightsWhere(flight -> Questions.number(flight.get("delay")) > 120),
                () -> questions.count(
                        "Scan",
                        "{\"TableName\":\"flights\",\"FilterExpression\":\"delay > :d\","
                                + "\"ExpressionAttributeValues\":{\":d\":" + Json.n("120") + "}"));
        check(
                "total delay of flights of 405 miles (Query, summed)",
                delayOf(405),
                () -> sum(questions.items("Query", ofPartition("flights", "405")), "delay"));
        check(
                "flights of 236 miles numbered 50,000 to 99,999 (Query, BETWEEN)",
                numbered(236, 50_000, 99_999),
                () -> questions.count(
                        "Query",
                        "{\"TableName\":\"flights\",\"KeyConditionExpression\":\"pk = :p AND sk"
                                + " BETWEEN :a AND :b\",\"ExpressionAttributeValues\":{\":p\":" + Json.s("236")
                                + ",\":a\":"
                                + Json.n("50000") + ",\":b\":" + Json.n("99999") + "}"));
    }

    private BigDecimal delayOf(double distance) {
        BigDecimal delay = BigDecimal.ZERO;
        for (Map<String, @Nullable Object> flight : flights) {
            if (Questions.number(flight.get("distance")) == distance) {
                delay = delay.add(BigDecimal.valueOf(Questions.number(flight.get("delay"))));
            }
        }
        return delay.stripTrailingZeros();
    }

    private long numbered(double distance, int from, int to) {
        long count = 0;
        for (int at = from; at <= to; at++) {
            count += Questions.number(flights.get(at).get("distance")) == distance ? 1 : 0;
        }
        return count;
    }

    /** Counts the first 20,000 flights by hour, one UpdateItem each. */
    private void countByUpdates() throws IOException {
        List<Map<String, @Nullable Object>> counted = flights.subList(0, 20_000);
        Map<String, String> expected = new TreeMap<>();
        for (Map<String, @Nullable Object> flight : counted) {
            expected.merge("" + hour(flight), "1", (a, b) -> "" + (Long.parseLong(a) + 1));
        }
        check("20,000 flights counted by hour (UpdateItem ADD)", expected, () -> {
            for (Map<String, @Nullable Object> flight : counted) {
                questions.update("{\"TableName\":\"hours\",\"Key\":{\"pk\":" + Json.s("" + hour(flight))
                        + "},\"UpdateExpression\":\"ADD flights :one\",\"ExpressionAttributeValues\":{\":one\":"
                        + Json.n("1") + "}}");
            }
            Map<String, String> found = new TreeMap<>();
            for (Map<String, @Nullable Object> item : questions.items("Scan", "{\"TableName\":\"hours\"")) {
                found.put(
                        Objects.requireNonNull(Questions.attribute(item, "pk")),
                        Objects.requireNonNull(Questions.attribute(item, "flights")));
            }
            return found;
        });
    }
}
