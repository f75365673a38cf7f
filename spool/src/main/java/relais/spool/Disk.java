package relais.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Opens files; tests put a failing disk here. */
@FunctionalInterface
interface Disk {
    FileChannel open(Path path, OpenOption... options) throws IOException;
}
