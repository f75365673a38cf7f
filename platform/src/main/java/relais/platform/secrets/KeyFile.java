package relais.platform.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The keys on disk: a line {@code <id> <key>} each, the last one in use. */
final class KeyFile {
    static final int KEY_BYTES = 32;
    private static final Set<PosixFilePermission> OURS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    /** Reads the file, or makes one with a new key; two processes starting at once agree on one. */
    static Map<Integer, byte[]> openOrCreate(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                create(file, random);
            }
            refuseWhatOthersCanRead(file);
            return parse(Files.readString(file, StandardCharsets.US_ASCII), file);
        } catch (IOException e) {
            throw new UncheckedIOException("key file " + file, e);
        }
    }

    private static void create(Path file, SecureRandom random) throws IOException {
        Path part =
                Files.createTempFile(
                        file.toAbsolutePath().getParent(),
                        "key",
                        ".part",
                        PosixFilePermissions.asFileAttribute(OURS));
        try {
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            String line =
                    HexFormat.of().toHexDigits(random.nextInt())
                            + " "
                            + Base64.getEncoder().encodeToString(key)
                            + "\n";
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
                out.force(true);
            }
            Files.createLink(file, part); // fails where another was first: then theirs counts
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
                folder.force(true);
            }
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.delete(part);
        }
    }

    private static void refuseWhatOthersCanRead(Path file) throws IOException {
        Set<PosixFilePermission> has = Files.getPosixFilePermissions(file);
        if (!OURS.containsAll(has)) {
            throw new IllegalStateException(
                    "others can read the key file; mend: chmod 600 " + file);
        }
    }

    private static Map<Integer, byte[]> parse(String text, Path file) {
        Map<Integer, byte[]> keys = new LinkedHashMap<>();
        for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
            String[] parts = line.strip().split(" ", -1);
            try {
                byte[] key = Base64.getDecoder().decode(parts[parts.length - 1]);
                if (parts.length != 2 || key.length != KEY_BYTES) {
                    throw new IllegalArgumentException("not a key");
                }
                keys.put(HexFormat.fromHexDigits(parts[0]), key);
            } catch (IllegalArgumentException e) {
                // the line is a key: not even wrong is it repeated
                throw new IllegalStateException("the key file is damaged: " + file);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException("the key file is empty: " + file);
        }
        return keys;
    }
}
