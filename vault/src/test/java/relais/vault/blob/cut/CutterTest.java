package relais.vault.blob.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cuts follow the bytes: what is put in or taken out moves those near it alone. */
class CutterTest {
    @Test
    void chunksAreOfTheWantedSizeAndTheSameHoweverTheBytesArrive() {
        byte[] bytes = noise(1, 40 << 20);
        List<Integer> at = cuts(bytes, 1 << 20);
        assertThat(cuts(bytes, 1000)).isEqualTo(at);
        int before = 0;
        for (int cut : at.subList(0, at.size() - 1)) {
            assertThat(cut - before).isBetween(Cutter.LEAST, Cutter.MOST);
            before = cut;
        }
        assertThat(bytes.length / at.size()).isBetween(Cutter.WANTED / 2, Cutter.WANTED * 2);
    }

    @Test
    void aByteMoreMovesTheCutsNearItAlone() {
        byte[] bytes = noise(2, 30 << 20);
        Set<Integer> before = new HashSet<>(cuts(bytes, 1 << 20));
        for (int place : new int[] {0, 1, 200_000, 14 << 20, (30 << 20) - 1}) {
            byte[] more = new byte[bytes.length + 1];
            System.arraycopy(bytes, 0, more, 0, place);
            more[place] = 42;
            System.arraycopy(bytes, place, more, place + 1, bytes.length - place);
            List<Integer> now = cuts(more, 1 << 20);
            long moved =
                    now.stream()
                            .filter(cut -> !before.contains(cut > place ? cut - 1 : cut))
                            .count();
            assertThat(moved).as("behind %d", place).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void whatNeverChangesIsCutAtTheMost() {
        assertThat(cuts(new byte[5 << 20], 1 << 20).getFirst()).isEqualTo(Cutter.MOST);
    }

    private static List<Integer> cuts(byte[] bytes, int step) {
        List<Integer> cuts = new ArrayList<>();
        Cutter cutter = new Cutter();
        int from = 0;
        int there = 0;
        while (from < bytes.length) {
            there = Math.min(there + step, Math.min(Cutter.MOST, bytes.length - from));
            int cut = cutter.cut(Arrays.copyOfRange(bytes, from, from + there), there);
            if (cut < 0 && from + there == bytes.length) {
                cut = there;
            }
            if (cut >= 0) {
                from += cut;
                there = Math.max(0, there - cut);
                cuts.add(from);
            }
        }
        return cuts;
    }

    private static byte[] noise(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
