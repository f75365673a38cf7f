package relais.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relais.gateway.intake.Record.Fragment;
import relais.gateway.intake.Record.Group;
import relais.gateway.intake.Record.Identity;

class JoiningTest {
    private static final long START = Instant.parse("2026-11-22T08:00:00Z").toEpochMilli();

    private final Joining joining = new Joining();
    private long position;

    private static Fragment part(String from, int reference, int number, int of, String text) {
        return part(from, reference, number, of, 0, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Fragment part(
            String from, int reference, int number, int of, int coding, byte[] body) {
        return new Fragment(
                new Identity(0, false, 0, START + number, START),
                new Group("mtn", from, "8500", reference, of),
                number,
                coding,
                body);
    }

    private Joining.Joined add(Fragment part) {
        return joining.add(++position, part);
    }

    @Test
    void partsInAnyOrderMakeTheMessage() {
        long seed = System.nanoTime();
        List<Integer> order = new ArrayList<>(List.of(1, 2, 3, 4, 5));
        Collections.shuffle(order, new Random(seed));
        Joining.Joined joined = null;
        for (int number : order) {
            assertThat(joined).isNull();
            joined = add(part("+257", 9, number, 5, "<" + number + ">"));
        }
        assertThat(joined).as("seed " + seed).isNotNull();
        assertThat(joined.message().text()).isEqualTo("<1><2><3><4><5>");
        assertThat(joined.message().parts()).isEqualTo(5);
        assertThat(joining.openGroups()).isZero();
    }

    @Test
    void aProviderWithTwoLinesMayBringPartsOverBoth() {
        Fragment second = part("+257", 9, 2, 2, "b");
        Group other = new Group("mtn-2", "+257", "8500", 9, 2);
        add(part("+257", 9, 1, 2, "a"));
        var joined = add(new Fragment(second.identity(), other, 2, 0, second.body()));
        assertThat(joined.message().text()).isEqualTo("ab");
        assertThat(joining.openGroups()).isZero();
    }

    @Test
    void aCharacterCutBetweenPartsIsWholeAgain() {
        byte[] emoji = "😀".getBytes(StandardCharsets.UTF_16BE);
        add(part("+257", 9, 1, 2, 8, new byte[] {emoji[0], emoji[1]}));
        var joined = add(part("+257", 9, 2, 2, 8, new byte[] {emoji[2], emoji[3]}));
        assertThat(joined.message().text()).isEqualTo("😀");
    }

    @Test
    void partsMayBeCodedDifferently() {
        add(part("+257", 9, 1, 2, "abc"));
        var joined = add(part("+257", 9, 2, 2, 8, "déf".getBytes(StandardCharsets.UTF_16BE)));
        assertThat(joined.message().text()).isEqualTo("abcdéf");
    }

    @Test
    void whenTimeIsOverTheRestIsDeliveredAndSaysSo() {
        add(part("+257", 9, 1, 3, "one"));
        add(part("+257", 9, 3, 3, "three"));
        assertThat(joining.overdue(Instant.ofEpochMilli(START - 1))).isNull();
        Record.Closed mark = joining.overdue(Instant.ofEpochMilli(START + 1_000));
        assertThat(mark).isNotNull();
        assertThat(joining.overdue(Instant.ofEpochMilli(START + 1_000))).isNull();
        Joining.Joined joined = joining.closed(mark);
        assertThat(joined.message().text()).isEqualTo("one" + Joining.GAP + "three");
        assertThat(joined.message().parts()).isEqualTo(2);
    }

    @Test
    void aReaderThatBeganInTheMiddleWaitsForNothing() {
        add(part("+257", 9, 1, 2, "lost to this reader"));
        Joining late = new Joining();
        late.add(2, part("+257", 9, 2, 2, "seen"));
        Group group = new Group("mtn", "+257", "8500", 9, 2);
        assertThat(late.closed(new Record.Closed(group, 2, false))).isNull();
        assertThat(late.openGroups()).isZero();
    }

    @Test
    void theMarkOfAnOldMessageLeavesTheNextOfTheSameReferenceAlone() {
        add(part("+257", 9, 1, 2, "a"));
        add(part("+257", 9, 2, 2, "b"));
        add(part("+257", 9, 1, 2, "c"));
        Group group = new Group("mtn", "+257", "8500", 9, 2);
        joining.closed(new Record.Closed(group, 2, false));
        var joined = add(part("+257", 9, 2, 2, "d"));
        assertThat(joined.message().text()).isEqualTo("cd");
    }

    @Test
    void aReusedReferenceBeginsTheNextMessage() {
        add(part("+257", 9, 1, 2, "first"));
        Joining.Joined pushedOut = add(part("+257", 9, 1, 2, "second"));
        assertThat(pushedOut.message().text()).isEqualTo("first" + Joining.GAP);
        assertThat(add(part("+257", 9, 2, 2, "!")).message().text()).isEqualTo("second!");
    }

    @Test
    void endlessBeginningsFromOneHandsetDoNotCostOthersTheirMessages() {
        add(part("+1", 1, 1, 2, "honest "));
        int pushedOut = 0;
        for (int reference = 0; reference < 1_000; reference++) {
            Joining.Joined out = add(part("+666", reference, 1, 255, "x"));
            pushedOut += out == null ? 0 : 1;
            assertThat(out == null || out.group().from().equals("+666")).isTrue();
        }
        assertThat(pushedOut).isEqualTo(1_000 - 8);
        assertThat(joining.openGroups()).isEqualTo(9);
        assertThat(add(part("+1", 1, 2, 2, "words")).message().text()).isEqualTo("honest words");
    }

    @Test
    void aFloodOfHandsetsPushesOutTheOldestFirst() {
        for (int i = 0; i < 60_000; i++) {
            add(part("+" + i, 1, 1, 2, "x"));
        }
        assertThat(joining.openGroups()).isEqualTo(50_000);
        assertThat(joining.firstNeeded()).isEqualTo(10_001);
    }
}
