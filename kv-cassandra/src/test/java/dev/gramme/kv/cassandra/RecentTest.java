package dev.gramme.kv.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.RowRange;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent recent = new Recent(100);

    private static Bytes row(int number) {
        return Bytes.of(ByteBuffer.allocate(4).putInt(number).array());
    }

    @Test
    void whatWasWrittenAfterAStampIsKnown() {
        recent.add(List.of(row(1), row(2)), Set.of(row(2)), 110);
        recent.add(List.of(row(2)), Set.of(), 120);
        assertThat(recent.writtenAfter(109, row(1))).isTrue();
        assertThat(recent.writtenAfter(110, row(1))).isFalse();
        assertThat(recent.writtenAfter(119, row(2))).isTrue();
        assertThat(recent.writtenByOthersAfter(100, row(1))).isFalse();
        assertThat(recent.writtenByOthersAfter(109, row(2))).isTrue();
        assertThat(recent.writtenByOthersAfter(110, row(2))).isFalse();
        assertThat(recent.writtenAfter(100, row(3))).isFalse();
    }

    @Test
    void deletedRangesCount() {
        recent.addDeletion(new RowRange(row(1), row(3)), false, 110);
        recent.addDeletion(new RowRange(row(2), null), true, 120);
        assertThat(recent.writtenAfter(109, row(1))).isTrue();
        assertThat(recent.writtenAfter(110, row(1))).isFalse();
        assertThat(recent.writtenByOthersAfter(100, row(1))).isFalse();
        assertThat(recent.writtenByOthersAfter(119, row(9))).isTrue();
    }

    @Test
    void whatIsForgottenIsTakenForWritten() {
        assertThat(recent.reachesBackTo(100)).isTrue();
        assertThat(recent.reachesBackTo(99)).isFalse();
        recent.add(List.of(row(0)), Set.of(row(0)), 110);
        recent.add(List.of(row(1)), Set.of(), 120);
        int stamp = 130;
        for (int number = 2; number < 16_385; number++) {
            recent.add(List.of(row(number)), Set.of(), stamp);
        }
        // one too many: the oldest
        assertThat(recent.reachesBackTo(109)).isFalse();
        assertThat(recent.reachesBackTo(110)).isTrue();
        assertThat(recent.reachesBackForOwn(109)).isFalse();
        recent.add(List.of(row(16_385)), Set.of(), stamp);
        assertThat(recent.reachesBackTo(119)).isFalse();
        assertThat(recent.reachesBackForOwn(110)).isTrue();
        for (int number = 0; number < 64; number++) {
            recent.addDeletion(RowRange.startingWith(row(number)), true, 140);
            assertThat(recent.reachesBackTo(139)).isTrue();
        }
        recent.addDeletion(RowRange.startingWith(row(64)), true, 150);
        assertThat(recent.reachesBackTo(139)).isFalse();
        assertThat(recent.reachesBackForOwn(139)).isFalse();
    }

    @Test
    void longRowsCountByTheirBytes() {
        for (int number = 0; number < 200; number++) {
            recent.add(
                    List.of(Bytes.of(
                            ByteBuffer.allocate(32 << 10).putInt(number).array())),
                    Set.of(),
                    110 + number);
        }
        assertThat(recent.reachesBackTo(110)).isFalse();
        assertThat(recent.reachesBackTo(300)).isTrue();
    }
}
