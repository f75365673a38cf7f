package relais.platform.testing;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of a program that a test starts with the launcher's heap. What the JVM remembers
 * of each jar of a test's own, eight megabytes for 150, would be in that heap.
 */
public final class ClassPath {
    private ClassPath() {}

    /** Where these classes come from, one of each jar that is needed. */
    public static String of(Class<?>... classes) {
        return Stream.of(classes)
                .map(ClassPath::place)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> one) {
        try {
            return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(one.getName(), e);
        }
    }
}
