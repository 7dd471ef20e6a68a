package dev.gramme.database.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is printed from a tree parses to the same tree, however it is spaced and parenthesised. */
class PrintAndParseTest {
    @Property(tries = 1000)
    void conditions(@ForAll long seed) {
        Random random = new Random(seed);
        Condition condition = new RandomExpressions(random, new PlainValues(random).item()).condition(3);
        String text = PrintedExpressions.print(condition, random);
        assertThat(ConditionParser.parse(ExpressionKind.CONDITION, text))
                .as(text)
                .isEqualTo(condition);
    }

    @Property(tries = 500)
    void updates(@ForAll long seed) {
        Random random = new Random(seed);
        List<UpdateAction> actions = new RandomExpressions(random, new PlainValues(random).item()).updates();
        String text = PrintedExpressions.printUpdate(actions, random);
        assertThat(UpdateParser.parse(text)).as(text).isEqualTo(actions);
    }

    @Property(tries = 500)
    void projections(@ForAll long seed) {
        Random random = new Random(seed);
        List<Path> paths = new RandomExpressions(random, new PlainValues(random).item()).projection();
        String text = PrintedExpressions.print(paths, random);
        assertThat(ProjectionParser.parse(text)).as(text).isEqualTo(paths);
    }
}
