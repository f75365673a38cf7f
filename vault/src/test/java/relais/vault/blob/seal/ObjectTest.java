package relais.vault.blob.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No byte of an object can be changed, lost or put in without being found out. */
class ObjectTest {
    private final Toolbox box = new Toolbox();
    private final Keyring keys = keys(7);
    private final ObjectReader reader = new ObjectReader(keys, box);

    static Keyring keys(int seed) {
        Keyring keys = new Keyring(id -> null, new SecureRandom());
        byte[] key = new byte[32];
        new Random(seed).nextBytes(key);
        keys.add(1, key);
        keys.use(1);
        return keys;
    }

    static Source source(byte[] object) {
        return (offset, length) -> {
            if (offset < 0 || offset > object.length) {
                return InputStream.nullInputStream();
            }
            int count = (int) Math.min(length, object.length - offset);
            return new ByteArrayInputStream(object, (int) offset, count);
        };
    }

    static byte[] object(Keyring keys, Toolbox box, List<byte[]> contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectWriter writer =
                new ObjectWriter(
                        keys,
                        box,
                        some -> bytes.write(some.array(), some.position(), some.remaining()))) {
            for (byte[] content : contents) {
                byte[] hash = Hashes.sha256().digest(content);
                writer.entry(Kind.CONTENT, hash, content.length, content, content.length);
            }
            assertThat(writer.finish()).isEqualTo(bytes.size());
        }
        return bytes.toByteArray();
    }

    private static List<byte[]> contents() {
        byte[] noise = new byte[300];
        new Random(1).nextBytes(noise);
        byte[] words = "some words, again and again; ".repeat(40).getBytes(StandardCharsets.UTF_8);
        return List.of(noise, words, new byte[0]);
    }

    private void verify(byte[] object) throws IOException {
        List<Placed> entries = reader.byDirectory(source(object), object.length);
        for (Placed entry : entries) {
            reader.verify(source(object), entry);
        }
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        for (List<byte[]> contents : List.of(contents(), contents().subList(0, 1))) {
            byte[] object = object(keys, box, contents);
            verify(object);
            for (int i = 0; i < object.length; i++) {
                byte[] bad = object.clone();
                bad[i] ^= (byte) (1 << (i % 8));
                assertThatThrownBy(() -> verify(bad))
                        .as("byte %d of %d", i, object.length)
                        .isInstanceOf(DamagedEntry.class);
            }
        }
    }

    @Test
    void everyTruncationIsFound() throws IOException {
        byte[] object = object(keys, box, contents());
        long first = reader.entries(source(object), object.length).getFirst().length();
        for (int length = 0; length < object.length; length++) {
            if (length == first) {
                continue; // an object of one entry: the rows know its size, see Scrub
            }
            byte[] cut = Arrays.copyOf(object, length);
            assertThatThrownBy(() -> verify(cut)).isInstanceOf(DamagedEntry.class);
        }
    }

    @Test
    void withoutItsDirectoryAnObjectIsSearchedAndGivesAllThatIsSound() throws IOException {
        byte[] object = object(keys, box, contents());
        List<Placed> whole = reader.entries(source(object), object.length);
        assertThat(whole).hasSize(3);
        object[object.length - 30] ^= 1;
        List<Placed> found = reader.entries(source(object), object.length);
        assertThat(found).usingRecursiveComparison().isEqualTo(whole);
        object[(int) whole.get(1).at() + 5] ^= 1;
        assertThat(reader.entries(source(object), object.length))
                .usingRecursiveComparison()
                .isEqualTo(List.of(whole.get(0), whole.get(2)));
    }

    @Test
    void framesCannotBeSwappedAndEntriesOpenWithTheirKeyAlone() throws IOException {
        byte[] content = new byte[3 * Layout.FRAME];
        new Random(3).nextBytes(content);
        byte[] object = object(keys, box, List.of(content));
        byte[] swapped = object.clone();
        int frame = Layout.FRAME + Layout.TAG;
        System.arraycopy(object, Layout.HEAD, swapped, Layout.HEAD + frame, frame);
        System.arraycopy(object, Layout.HEAD + frame, swapped, Layout.HEAD, frame);
        assertThatThrownBy(() -> verify(swapped)).isInstanceOf(DamagedEntry.class);
        ObjectReader other = new ObjectReader(keys(8), box);
        assertThatThrownBy(() -> other.byDirectory(source(object), object.length))
                .isInstanceOf(DamagedEntry.class);
    }

    @Test
    void nonsenseIsDamageAndNothingElse() throws IOException {
        long seed = Long.getLong("relais.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] object = object(keys, box, contents());
        long first = reader.entries(source(object), object.length).getFirst().length();
        long until = System.nanoTime() + 1_500_000_000L;
        while (System.nanoTime() < until) {
            byte[] bad = mutated(object, random);
            try {
                reader.entries(source(bad), bad.length);
                verify(bad);
                assertThat(bad.length == object.length || bad.length == first).isTrue();
                assertThat(Arrays.equals(bad, Arrays.copyOf(object, bad.length))).isTrue();
            } catch (DamagedEntry expected) {
                assertThat(Arrays.equals(bad, object)).isFalse();
            }
            byte[] lines = new byte[random.nextInt(200)];
            random.nextBytes(lines);
            try {
                Directory.parse(ByteBuffer.wrap(lines));
            } catch (DamagedEntry expected) {
                assertThat(lines).isNotEmpty();
            }
        }
    }

    private static byte[] mutated(byte[] object, Random random) {
        byte[] bad = object.clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(Math.max(1, bad.length));
            switch (random.nextInt(4)) {
                case 0 -> bad = Arrays.copyOf(bad, at);
                case 1 -> bad = Arrays.copyOf(bad, bad.length + random.nextInt(100));
                case 2 -> bad = Arrays.copyOfRange(bad, at, bad.length);
                default -> {
                    int end = bad.length - Layout.END;
                    int where = random.nextBoolean() && end > 0 ? end + random.nextInt(20) : at;
                    if (where < bad.length) {
                        bad[where] = (byte) random.nextInt();
                    }
                }
            }
        }
        return bad;
    }

    @Test
    void aRangeReadsOnlyTheFramesItNeeds() throws IOException {
        byte[] content = new byte[10 * Layout.FRAME];
        new Random(3).nextBytes(content);
        byte[] object = object(keys, box, List.of(content));
        Opened opened = reader.open(source(object), 0, object.length);
        List<Long> asked = new ArrayList<>();
        Source counting =
                (offset, length) -> {
                    asked.add(length);
                    return source(object).read(offset, length);
                };
        try (Frames frames = new Frames(opened, counting, box, 5L * Layout.FRAME + 7, 100)) {
            ByteBuffer some = frames.next();
            byte[] got = new byte[100];
            some.get(got);
            int from = 5 * Layout.FRAME + 7;
            assertThat(got).isEqualTo(Arrays.copyOfRange(content, from, from + 100));
            assertThat(frames.next()).isNull();
        }
        assertThat(asked).containsExactly((long) Layout.FRAME + Layout.TAG);
    }
}
