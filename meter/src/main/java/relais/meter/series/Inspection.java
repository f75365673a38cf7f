package relais.meter.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.meter.series.codec.DamagedException;
import relais.meter.series.files.BlockFile;

/** Reads all that is sealed, to find what a disk has lost before it is asked for. */
final class Inspection {
    private Inspection() {}

    /** What is damaged; the shelf is told too. */
    static List<String> of(Shelf shelf) {
        List<String> found = new ArrayList<>();
        for (BlockFile file : shelf.files()) {
            // One file at a time: merging waits for readers before it closes what it replaced.
            shelf.reading(
                    files -> {
                        String damage = files.contains(file) ? damage(file) : null;
                        if (damage != null) {
                            shelf.report(damage);
                            found.add(damage);
                        }
                        return found;
                    });
        }
        return found;
    }

    private static @Nullable String damage(BlockFile file) {
        try {
            BlockFile.Cursor cursor = file.cursor();
            while (cursor.next()) {
                cursor.block();
            }
            return null;
        } catch (IOException | DamagedException damage) {
            return String.valueOf(damage.getMessage());
        }
    }
}
